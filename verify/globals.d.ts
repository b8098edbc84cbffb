/** Put in by the asset pipeline when the worker of /verify is bundled. */
declare const __VERIFY__: { build: string; files: { url: string; integrity: string }[] };

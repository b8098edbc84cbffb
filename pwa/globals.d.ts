/** Put in by the asset pipeline when the service worker is bundled. */
declare const __PRECACHE__: { build: string; files: { url: string; integrity: string }[] };

/** Put in by the asset pipeline when the service worker is bundled. */
declare const __PRECACHE__: {
  build: string;
  files: { url: string; integrity: string }[];
  sender: string;
};

/** Shape Detection API, not yet in TypeScript's own types; there only on some phones. */
declare class BarcodeDetector {
  constructor(options?: { formats: string[] });
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

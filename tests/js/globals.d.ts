// What the browser gives to scripts and the standard types leave out.

declare function importScripts(...urls: string[]): void;

/** What the server writes before the service worker: see eventsys/web/gate/editions.py. */
declare const SHELL: {
  scope: string;
  edition: string;
  language: string;
  files: string[];
  pages: Record<string, string>;
};

declare const ZXingWASM: {
  prepareZXingModule(options: object): Promise<unknown>;
  readBarcodes(image: ImageData, options: object): Promise<{ isValid: boolean; text: string }[]>;
};

interface MediaTrackCapabilities {
  torch?: boolean;
}

interface MediaTrackConstraintSet {
  torch?: boolean;
}

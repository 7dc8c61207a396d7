// What the browser gives to scripts and the standard types leave out.

declare function importScripts(...urls: string[]): void;

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

// @ts-check
// The worker behind decode.js: a classic script, as the vendored reader is one.

importScripts("../../vendor/zxing-wasm/reader.iife.js");

const QUICK = {
  formats: ["QRCode"],
  maxNumberOfSymbols: 1,
  tryHarder: false,
  tryRotate: false,
  tryInvert: true,
  tryDownscale: true,
};
const THOROUGH = { formats: ["QRCode"], maxNumberOfSymbols: 1 };

/** @param {{ wasm?: ArrayBuffer, image: ImageData, thorough: boolean }} message */
async function answer({ wasm, image, thorough }) {
  if (wasm !== undefined) {
    const overrides = { wasmBinary: wasm };
    await ZXingWASM.prepareZXingModule({ overrides, fireImmediately: true });
    return { text: null };
  }
  const [found] = await ZXingWASM.readBarcodes(image, thorough ? THOROUGH : QUICK);
  return { text: found?.isValid ? found.text : null };
}

onmessage = ({ data }) => {
  answer(data).then(postMessage, (error) => postMessage({ error: String(error) }));
};

// @ts-check
// Reads the text of a QR code from a frame, in a worker, so that the page stays quick.

const WORKER = new URL("./decode-worker.js", import.meta.url);
const WASM = new URL("../../vendor/zxing-wasm/zxing_reader.wasm", import.meta.url);

/** @typedef {{ read: (image: ImageData, thorough: boolean) => Promise<string | null> }} Decoder */

/**
 * Start the decoder. The page fetches the wasm file and hands it over: some browsers refuse a
 * worker's own requests when there is no network.
 * @returns {Promise<Decoder>}
 */
export async function startDecoder() {
  const response = await fetch(WASM);
  if (!response.ok) {
    throw new Error("the decoder could not be fetched");
  }
  const wasm = await response.arrayBuffer();
  const worker = new Worker(WORKER);
  await ask(worker, { wasm }, [wasm]);
  return {
    read: async (image, thorough) => {
      const { text } = await ask(worker, { image, thorough }, [image.data.buffer]);
      return text;
    },
  };
}

/**
 * @param {Worker} worker
 * @param {object} message
 * @param {Transferable[]} handedOver
 * @returns {Promise<{ text: string | null }>}
 */
function ask(worker, message, handedOver) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
    worker.onerror = () => reject(new Error("the decoder stopped"));
    worker.postMessage(message, handedOver);
  });
}

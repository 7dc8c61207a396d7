// @ts-check
// Reads the text of a QR code from a frame, in a worker, so that the page stays quick.

const WORKER = new URL("./decode-worker.js", import.meta.url);
const WASM = new URL("../../vendor/zxing-wasm/zxing_reader.wasm", import.meta.url);

/** @typedef {{ read: (image: ImageData, thorough: boolean) => Promise<string | null> }} Decoder */

/** @type {Promise<Decoder> | null} */
let started = null;

/**
 * Start the decoder, once; a failed start is tried again at the next call.
 * @returns {Promise<Decoder>}
 */
export function startDecoder() {
  started ??= start().catch((error) => {
    started = null;
    throw error;
  });
  return started;
}

/**
 * The page fetches the wasm file and hands it over: some browsers refuse a worker's own requests
 * when there is no network.
 * @returns {Promise<Decoder>}
 */
async function start() {
  const wasm = await fetchWasm();
  const worker = new Worker(WORKER);
  await ask(worker, { wasm }, [wasm]);
  return {
    read: async (image, thorough) => {
      const { text } = await ask(worker, { image, thorough }, [image.data.buffer]);
      return text;
    },
  };
}

async function fetchWasm() {
  const response = await fetch(WASM).catch(() => null);
  if (!response?.ok) {
    throw new DOMException("the decoder could not be fetched", "NetworkError");
  }
  return response.arrayBuffer();
}

/**
 * @param {Worker} worker
 * @param {object} message
 * @param {Transferable[]} handedOver
 * @returns {Promise<{ text: string | null }>}
 */
function ask(worker, message, handedOver) {
  return new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => reject(new DOMException(why, "NotSupportedError"));
    worker.onmessage = ({ data }) => (data.error ? fail(data.error) : resolve(data));
    worker.onerror = () => fail("the decoder stopped");
    worker.postMessage(message, handedOver);
  });
}

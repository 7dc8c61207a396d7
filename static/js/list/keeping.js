// @ts-check
// The names of an open list, for a reload without a connection: on the disk they are encrypted, and their
// key lives as long as the tab. Who opens the tablet later finds numbers and times, but no names.

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {{ title: string, when: string, people: import("./rows.js").Person[] }} Kept */

const KEY = "eventsys list key";
const CIPHER = "AES-GCM";

/**
 * Keep a list's page; without a secure context nothing is kept, and the list works on while it is open.
 * @param {Store} store
 * @param {string} path
 * @param {Kept} page
 */
export async function keepPage(store, path, page) {
  if (globalThis.crypto.subtle === undefined) {
    return;
  }
  const key = (await readKey()) ?? (await makeKey());
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(page));
  const sealed = await crypto.subtle.encrypt({ name: CIPHER, iv }, key, text);
  await store.change(["pages"], (work) => work.put("pages", { path, iv, sealed }));
}

/**
 * Give the page that was kept; null where there is none, or its key is gone.
 * @param {Store} store
 * @param {string} path
 * @returns {Promise<Kept | null>}
 */
export async function recallPage(store, path) {
  const key = await readKey();
  const kept = await store.read(["pages"], (work) => work.get("pages", path));
  if (key === null || kept === undefined) {
    return null;
  }
  try {
    const { iv, sealed } = kept;
    const text = await crypto.subtle.decrypt({ name: CIPHER, iv }, key, sealed);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return null; // of a tab that was closed
  }
}

/** Drop the key: what is kept can be read by nobody from then on. */
export function dropKey() {
  sessionStorage.removeItem(KEY);
}

/** @returns {Promise<CryptoKey | null>} */
async function readKey() {
  const text = sessionStorage.getItem(KEY);
  if (text === null || globalThis.crypto.subtle === undefined) {
    return null;
  }
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"]);
}

async function makeKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  sessionStorage.setItem(KEY, btoa(String.fromCharCode(...bytes)));
  return crypto.subtle.importKey("raw", bytes, CIPHER, false, ["encrypt", "decrypt"]);
}

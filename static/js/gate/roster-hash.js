// @ts-check
// What this phone holds of a code in place of its text: a truncated hash, salted for the event.

/** @typedef {import("./rules.js").CodeRead} CodeRead */

/** How many bytes of the hash are kept, by what was read. */
const BYTES = { code: 12, "short-code": 6, other: 12 };
const MARK_BYTES = 12;

/**
 * Hash what was read as the roster does; null where the browser cannot (a page without https).
 * @param {string} salt
 * @param {CodeRead} read
 * @returns {Promise<string | null>}
 */
export async function hashOf(salt, { kind, value }) {
  const subtle = globalThis.crypto.subtle;
  if (subtle === undefined) {
    return null;
  }
  const text = new TextEncoder().encode(value);
  const prefix = bytesOf(salt);
  const salted = new Uint8Array(prefix.length + text.length);
  salted.set(prefix);
  salted.set(text, prefix.length);
  const digest = new Uint8Array(await subtle.digest("SHA-256", salted));
  return written(digest.subarray(0, BYTES[kind]));
}

/** Make 12 random bytes, written like a hash: a mark for what cannot be hashed, or a salt. */
export function randomMark() {
  return written(crypto.getRandomValues(new Uint8Array(MARK_BYTES)));
}

/** @param {string} text  base64url without padding */
function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (symbol) => symbol.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
function written(bytes) {
  const binary = String.fromCharCode(...bytes);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

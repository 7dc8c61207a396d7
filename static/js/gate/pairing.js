// @ts-check
// Makes this phone a device of one event, by a code that works once and for a short time.

import { installId, keepDevice } from "./devices.js";

/** @typedef {import("./sync.js").Line} Line */

/**
 * @typedef {{ kind: "paired", device: import("./devices.js").Device }
 *   | { kind: "failed", why: "no-code" | "no-answer" | "refused" }} Pairing
 */

const TIMEOUT = 10_000;

/**
 * Read the code out of what follows the # of a pairing link.
 * @param {string} fragment
 */
export function codeOfFragment(fragment) {
  try {
    return decodeURIComponent(fragment.replace(/^#/, "")).trim();
  } catch {
    return "";
  }
}

/**
 * Pair this phone; what is in its journal stays there.
 * @param {Line} line
 * @param {string} text
 * @param {() => string} makeId
 * @returns {Promise<Pairing>}
 */
export async function pair({ store, post }, text, makeId) {
  const code = codeOfText(text);
  if (code === "") {
    return { kind: "failed", why: "no-code" };
  }
  const body = { pairing_code: code, install_id: await installId(store, makeId) };
  const answer = await post("/api/v1/devices", body, { timeout: TIMEOUT });
  if (answer.kind === "answered") {
    return { kind: "paired", device: await keepDevice(store, answer.body) };
  }
  return { kind: "failed", why: answer.kind === "later" ? "no-answer" : "refused" };
}

/**
 * Take a typed code, or a whole pairing link that was pasted.
 * @param {string} text
 */
function codeOfText(text) {
  return text.slice(text.lastIndexOf("#") + 1).replace(/\s/g, "");
}

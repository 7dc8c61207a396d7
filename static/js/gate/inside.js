// @ts-check
// Shows on the counter how many are inside, as far as the server knows and for as long as that is fresh.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { getJson } from "../core/http.js";

/** Asked at most this often, in ms; it comes with what is sent anyway. */
const PAUSE = 55_000;
const FRESH = 300_000;
const TIMEOUT = 5000;

let asked = -PAUSE;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Ask how many are inside, unless that was done a moment ago; without an answer the last one stands a while.
 * @param {string} token
 */
export async function askInside(token) {
  if (performance.now() - asked < PAUSE) {
    return;
  }
  asked = performance.now();
  const answer = await getJson("/api/v1/inside", { token, timeout: TIMEOUT });
  if (answer.kind === "fetched" && Number.isInteger(answer.body?.inside)) {
    show(answer.body);
  }
}

/** @param {{ inside: number, capacity: number | null }} body */
function show({ inside, capacity }) {
  const n = wholeNumber(inside, language());
  const most = wholeNumber(capacity ?? 0, language());
  find("#inside-number").textContent = capacity === null ? n : say("inside-of", { n, most });
  find("#inside").toggleAttribute("hidden", false);
  find("#full").toggleAttribute("hidden", capacity === null || inside < capacity);
  state("inside", inside);
  clearTimeout(timer);
  timer = setTimeout(forget, FRESH);
}

/** An old number is worse than none. */
function forget() {
  find("#inside").toggleAttribute("hidden", true);
  find("#full").toggleAttribute("hidden", true);
  state("inside", "");
}

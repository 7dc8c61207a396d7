// @ts-check
// What the scanner says and asks while it takes over another phone's rows; what unpacks them is fetched
// when the first code is read.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { showUnsaved } from "./screen.js";
import { vibrate } from "./signal.js";
import { isTransfer } from "./transfer-mark.js";

/** @typedef {import("./start.js").Gate} Gate */
/** @typedef {{ text: string, at: Date }} Reading */

/** So many missing parts are named. */
const MOST_NAMED = 8;

/**
 * Make the function that takes a code if it is one that hands rows over, and tells whether it was.
 * Nothing is taken before the volunteer has said yes: anybody can hold a code before the camera.
 * @param {Gate | null} gate
 * @returns {(text: string) => boolean}
 */
export function makeTakeover(gate) {
  let agreed = false;
  /** @type {Reading | null} */
  let pending = null;

  /** @param {boolean} yes */
  function answer(yes) {
    agreed = yes;
    find("#takeover").toggleAttribute("hidden", !yes);
    find("#takeover-ask").toggleAttribute("hidden", true);
    find("#takeover-close").toggleAttribute("hidden", false);
    if (yes) {
      tell("wait", say("takeover-wait"));
    }
    if (yes && pending !== null && gate !== null) {
      void take(gate, pending);
    }
    pending = null;
  }

  find("#takeover-yes").addEventListener("click", () => answer(true));
  for (const id of ["#takeover-no", "#takeover-close"]) {
    find(id).addEventListener("click", () => answer(false));
  }
  find("#takeover-start").addEventListener("click", () => {
    answer(true);
    find("#takeover").scrollIntoView();
    if (document.documentElement.dataset["scanning"] !== "1") {
      find("#start").click();
    }
  });

  return (text) => {
    if (gate === null || !isTransfer(text)) {
      return false;
    }
    const reading = { text, at: new Date() };
    if (agreed) {
      void take(gate, reading);
    } else {
      pending = reading;
      ask();
    }
    return true;
  };
}

function ask() {
  find("#takeover").toggleAttribute("hidden", false);
  find("#takeover-ask").toggleAttribute("hidden", false);
  find("#takeover-close").toggleAttribute("hidden", true);
  tell("ask", say("takeover-ask"));
}

/**
 * @param {Gate} gate
 * @param {Reading} reading
 */
async function take(gate, { text, at }) {
  try {
    const { unpackPart } = await import("./transfer.js");
    const part = unpackPart(text);
    if (typeof part === "string") {
      tell(part, say(`takeover-${part}`));
      return;
    }
    await keep(gate, part, at);
  } catch {
    showUnsaved(true);
  }
}

/**
 * @param {Gate} gate
 * @param {import("./transfer.js").Part} part
 * @param {Date} at
 */
async function keep(gate, part, at) {
  const { takePart } = await import("./takeover.js");
  const device = gate.device();
  if (device === null) {
    return;
  }
  const progress = await takePart(gate.line.store, device.id, part, at);
  if (progress.added === 0) {
    tellProgress(progress);
    return;
  }
  await gate.refresh(); // the numbers first: who reads "1 of 2" must not read "0 unsent" beside it
  tellProgress(progress);
  vibrate("good");
  gate.send();
}

/** @param {import("./takeover.js").Progress} progress */
function tellProgress({ part, parts, missing }) {
  const name = missing.length === 0 ? "all" : "part";
  const named = missing.slice(0, MOST_NAMED).map(number).join(", ");
  const values = {
    part: number(missing.length === 0 ? parts : part),
    parts: number(parts),
    missing: missing.length > MOST_NAMED ? `${named} …` : named,
  };
  tell(`${parts - missing.length}/${parts}`, say(`takeover-${name}`, values));
}

/**
 * @param {string} where
 * @param {string} text
 */
function tell(where, text) {
  find("#takeover-said").textContent = text;
  state("taken", where);
}

/** @param {number} value */
function number(value) {
  return wholeNumber(value, language());
}

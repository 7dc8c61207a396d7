// @ts-check
// The panel for the rest of a family: how many more come in.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { makeId } from "../core/ids.js";
import { findFamily, letFamilyIn } from "./family.js";
import { showUnsaved } from "./screen.js";

/** @typedef {import("./family.js").Family} Family */
/** @typedef {import("./reading.js").Reading} Reading */

/**
 * Make the panel work.
 * @param {import("./start.js").Gate} gate
 * @param {() => void} onOpen
 */
export function wireFamily(gate, onOpen) {
  const panel = find("#family");
  const stepper = makeStepper();
  /** @type {Family | null} */
  let family = null;

  /**
   * Ask about the family of a ticket that was read, once its own verdict stands there.
   * @param {Reading} reading
   */
  async function ask({ row, told }) {
    close();
    const device = gate.device();
    if (device === null || row.item.direction !== "in" || told.code_hash === undefined) {
      return;
    }
    family = await findFamily(gate.line.store, device, told.code_hash, gate.line.now());
    if (family !== null) {
      find("#family-said").textContent = wordsOf(family);
      stepper.reset(family.left.length);
      panel.hidden = false;
      onOpen();
    }
    state("family", family?.left.length ?? 0);
  }

  function close() {
    family = null;
    panel.hidden = true;
    state("family", 0);
  }

  async function letIn() {
    const device = gate.device();
    const hashes = family?.left.slice(0, stepper.number()) ?? [];
    close();
    if (device === null || hashes.length === 0) {
      return;
    }
    try {
      await letFamilyIn(gate.line.store, device, hashes, {
        at: gate.line.now(),
        makeId,
      });
    } catch {
      showUnsaved(true);
      return;
    }
    announce(hashes.length);
    await gate.refresh();
    gate.send();
  }

  find("#family-in").addEventListener("click", () => void letIn());
  find("#family-none").addEventListener("click", close);
  return { ask, close };
}

/** @param {number} number */
function announce(number) {
  find("#said").textContent = say("family-in", { n: wholeNumber(number, language()) });
  state("said", `family-${number}`);
}

/** @param {Family} family */
function wordsOf({ size, left }) {
  const inside = wholeNumber(size - left.length, language());
  return say("family", { inside, size: wholeNumber(size, language()) });
}

/** Make the number between one and all that buttons turn. */
function makeStepper() {
  const fewer = /** @type {HTMLButtonElement} */ (find("#family-fewer"));
  const more = /** @type {HTMLButtonElement} */ (find("#family-more"));
  let [number, most] = [1, 1];

  /** @param {number} to */
  function turnTo(to) {
    number = to;
    find("#family-number").textContent = wholeNumber(number, language());
    fewer.disabled = number === 1;
    more.disabled = number === most;
  }

  /** @param {number} all */
  function reset(all) {
    most = all;
    turnTo(all);
  }

  fewer.addEventListener("click", () => turnTo(number - 1));
  more.addEventListener("click", () => turnTo(number + 1));
  return { reset, number: () => number };
}

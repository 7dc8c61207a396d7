// @ts-check
// Shows unsent rows as QR codes in turn, for another phone's camera.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { loadDrawing } from "./qr.js";
import { stayAwake } from "./signal.js";
import { makeParts, packPart } from "./transfer.js";

/** A code is drawn anew each second, as the clock in it must be true when it is read. */
const TICK = 1000;
/** Ticks for which each code is shown. */
const TURN = 3;

/**
 * Show rows until `stop` is called.
 * @param {import("./journal.js").Row[]} rows
 * @param {string} device  public id of this device
 * @returns {Promise<{ ids: string[], stop: () => void }>}  `ids` of the rows that the codes hold
 */
export async function showTransfer(rows, device) {
  const draw = await loadDrawing();
  const { set, parts, left } = makeParts(rows);
  let [at, ticks, running] = [0, 0, true];

  function show() {
    if (parts.length === 0) {
      return;
    }
    const part = { set, part: at + 1, parts: parts.length, device, items: parts[at] ?? [] };
    find("#transfer-code").replaceChildren(draw(packPart({ ...part, clock: Date.now() })));
    sayPart(at + 1, parts.length);
  }

  /** @param {number} steps */
  function go(steps) {
    at = (at + steps + parts.length) % parts.length;
    ticks = 0;
    show();
  }

  function tick() {
    ticks += 1;
    if (running && ticks >= TURN) {
      go(1);
    } else {
      show();
    }
  }

  stayAwake();
  find("#transfer-next").onclick = () => go(1);
  find("#transfer-back").onclick = () => go(-1);
  find("#transfer-pause").onclick = ({ currentTarget }) => {
    running = !running;
    /** @type {HTMLElement} */ (currentTarget).setAttribute("aria-pressed", String(!running));
  };
  find("#transfer-pause").setAttribute("aria-pressed", "false");
  sayLeft(left.length, parts.length);
  show();
  const timer = setInterval(tick, TICK);
  const ids = rows.filter((row) => !left.includes(row)).map((row) => row.id);
  return { ids, stop: () => clearInterval(timer) };
}

/**
 * @param {number} part
 * @param {number} parts
 */
function sayPart(part, parts) {
  const values = { part: number(part), parts: number(parts) };
  find("#transfer-part").textContent = say("transfer-part", values);
  find("#transfer-code").setAttribute("aria-label", say("transfer-part", values));
  state("part", `${part}/${parts}`);
}

/**
 * Say what the other phone must show, and how many rows are too large for a code.
 * @param {number} left
 * @param {number} parts
 */
function sayLeft(left, parts) {
  const both = { part: number(parts), parts: number(parts) };
  find("#transfer-done").textContent = say("transfer-done", both);
  find("#transfer-left").toggleAttribute("hidden", left === 0);
  find("#transfer-left").textContent = say("transfer-left", { n: number(left) });
}

/** @param {number} value */
function number(value) {
  return wholeNumber(value, language());
}

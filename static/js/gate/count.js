// @ts-check
// The counter: large buttons for people without a ticket, and undo.

import { find, say, state } from "../core/dom.js";
import { makeId } from "../core/ids.js";
import { showHeadCounts, wireHeadCounts } from "./headcount-form.js";
import { addTally, listTallies, undoLast } from "./journal.js";
import { askInside } from "./inside.js";
import { showNumber, showUnsaved } from "./screen.js";
import { stayAwake, vibrate } from "./signal.js";
import { startGate } from "./start.js";
import { countTallies, lastStanding } from "./tally.js";

/** Milliseconds for which the undo of a fresh tap is large. */
const FRESH = 10_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
const undo = /** @type {HTMLButtonElement} */ (find("#undo"));
const taps = /** @type {NodeListOf<HTMLButtonElement>} */ (
  document.querySelectorAll("button[data-category]")
);
const gate = await startGate(showCounts);

/**
 * @param {import("./devices.js").Device} device
 * @param {import("./sync.js").Line} line
 */
async function showCounts(device, line) {
  const rows = await listTallies(line.store, device.id);
  const { all, byCategory } = countTallies(rows);
  showNumber("count", all);
  for (const { dataset } of taps) {
    showNumber(dataset["category"] ?? "", byCategory[dataset["category"] ?? ""] ?? 0);
  }
  undo.disabled = lastStanding(rows) === null;
  await showHeadCounts(device, line);
  void askInside(device.token);
}

/**
 * Write a tap down and say what it came to.
 * @param {(store: import("../core/idb.js").Store, device: string) => Promise<import("./journal.js").TallyRow | null>} write
 */
async function record(write) {
  const device = gate?.device() ?? null;
  if (gate === null || device === null) {
    return;
  }
  try {
    const row = await write(gate.line.store, device.id);
    vibrate(row?.item.undoes === undefined ? "good" : "caution");
    await gate.refresh();
    announce(row);
  } catch {
    showUnsaved(true);
    return;
  }
  gate.send();
}

/** @param {import("./journal.js").TallyRow | null} row */
function announce(row) {
  clearTimeout(timer);
  if (row === null) {
    return;
  }
  const { category, undoes } = row.item;
  const name = undoes === undefined ? `added-${category}` : `undone-${category}`;
  find("#said").textContent = say(name, { n: shownOf(category) });
  state("fresh", undoes === undefined ? 1 : 0);
  timer = setTimeout(() => state("fresh", 0), FRESH);
}

if (gate !== null) {
  wireHeadCounts(gate);
}
/**
 * Tell the number that stands on a category's button; said with each tap, it makes each a text of its own.
 * @param {string} category
 */
function shownOf(category) {
  return document.querySelector(`[data-number="${category}"]`)?.textContent ?? "";
}

for (const tap of taps) {
  tap.addEventListener("click", () => {
    stayAwake();
    const category = tap.dataset["category"] ?? "";
    const tally = { id: makeId(), category, at: new Date() };
    void record((store, device) => addTally(store, device, tally));
  });
}
undo.addEventListener("click", () => {
  const taken = { id: makeId(), at: new Date() };
  void record((store, device) => undoLast(store, device, taken));
});

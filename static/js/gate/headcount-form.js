// @ts-check
// The counter's form for head counts, and the list of those that this phone has entered.

import { copyOf, find, language, say } from "../core/dom.js";
import { clockTime, wholeNumber } from "../core/format.js";
import { makeId } from "../core/ids.js";
import { addHeadCount, listHeadCounts, readHeads, slotsBefore } from "./headcount.js";
import { showFieldError, showNumber, showUnsaved } from "./screen.js";

/** @typedef {import("./devices.js").Device} Device */
/** @typedef {import("./headcount.js").Counted} Counted */
/** @typedef {import("./journal.js").HeadCountRow} HeadCountRow */

const [post, heads, reason] = [input("post"), input("heads"), input("reason")];
const [span, slot, kind] = [select("span"), select("slot"), select("kind")];
const control = input("control");
const form = /** @type {HTMLFormElement} */ (find("#head-count"));

/** @type {HeadCountRow | null} */
let corrected = null;
/** The post that stands there by itself. */
let ownPost = "";

/**
 * Let head counts be entered and corrected.
 * @param {import("./start.js").Gate} gate
 */
export function wireHeadCounts(gate) {
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    void enter(gate);
  });
  span.addEventListener("change", offerSlots);
  find("#leave").addEventListener("click", () => correct(null));
  find("#heads-part").addEventListener("toggle", () => {
    if (heads.value === "" && corrected === null) {
      offerSlots();
    }
  });
}

/** @param {string} id */
function input(id) {
  return /** @type {HTMLInputElement} */ (find(`#${id}`));
}

/** @param {string} id */
function select(id) {
  return /** @type {HTMLSelectElement} */ (find(`#${id}`));
}

/** Offer the running slot and those before it. */
function offerSlots() {
  const slots = slotsBefore(new Date(), Number(span.value));
  slot.replaceChildren(
    ...slots.map(({ start, end }) => new Option(hours(start, end), `${start} ${end}`)),
  );
}

/**
 * @param {string} start
 * @param {string} end
 */
function hours(start, end) {
  return say("hours", { start: clockTime(start, language()), end: clockTime(end, language()) });
}

/** @param {import("./start.js").Gate} gate */
async function enter(gate) {
  const device = gate.device();
  const counted = readForm();
  if (device === null || counted === null) {
    return;
  }
  const made = { id: makeId(), at: new Date(), counted };
  const row = await addHeadCount(gate.line.store, device.id, made).catch(() => null);
  if (row === null) {
    showUnsaved(true);
    return;
  }
  find("#head-said").textContent = say("head-count-kept", { what: describe(row) });
  heads.value = "";
  control.checked = false;
  correct(null);
  offerSlots();
  await gate.refresh();
  gate.send();
}

/**
 * Read what was typed; null where something is wrong, which is then said.
 * @returns {Counted | null}
 */
function readForm() {
  const why = readLine(reason, corrected === null ? null : "reason-empty");
  const read = readHeads(heads.value);
  showFieldError("heads", "problem" in read ? read.problem : null);
  const where = readLine(post, "post-empty");
  if (why === null || where === null || "problem" in read) {
    return null;
  }
  const correction = corrected === null ? {} : { supersedes: corrected.id, reason: why };
  return { post: where, n: read.n, ...readChoices(), ...correction };
}

/** Read what is chosen and cannot be wrong. */
function readChoices() {
  const [slot_start, slot_end] = /** @type {[string, string]} */ (slot.value.split(" "));
  const role = /** @type {Counted["role"]} */ (control.checked ? "control" : "sum");
  return { slot_start, slot_end, kind: /** @type {Counted["kind"]} */ (kind.value), role };
}

/**
 * Read a line; null, and an error said, where it must be there and is not.
 * @param {HTMLInputElement} field
 * @param {string | null} lack  the text to say when it is empty; null where it may be
 */
function readLine(field, lack) {
  const line = field.value.trim();
  const problem = line === "" ? lack : null;
  showFieldError(field.id, problem);
  return problem === null ? line : null;
}

/**
 * Begin to correct a head count, or leave it at that.
 * @param {HeadCountRow | null} row
 */
function correct(row) {
  corrected = row;
  find("#correction").toggleAttribute("hidden", row === null);
  reason.value = "";
  ["heads", "post", "reason"].forEach((field) => showFieldError(field, null));
  if (row === null) {
    return;
  }
  const { item } = row;
  find("#corrected").textContent = describe(row);
  post.value = item.post;
  kind.value = item.kind;
  control.checked = item.role === "control";
  heads.value = String(item.n);
  slot.replaceChildren(
    new Option(hours(item.slot_start, item.slot_end), `${item.slot_start} ${item.slot_end}`),
  );
  heads.focus();
}

/**
 * Say a head count in one line.
 * @param {HeadCountRow} row
 */
function describe({ item }) {
  const text = say("head-count", {
    n: wholeNumber(item.n, language()),
    kind: say(`kind-${item.kind}`),
    post: item.post,
    hours: hours(item.slot_start, item.slot_end),
  });
  return item.role === "control" ? say("control-of", { what: text }) : text;
}

/**
 * Show the head counts of this phone, and the gate as the post where none was typed.
 * @param {Device} device
 * @param {import("./sync.js").Line} line
 */
export async function showHeadCounts(device, line) {
  if (post.value === ownPost) {
    post.value = ownPost = device.gate ?? "";
  }
  find("#posts").replaceChildren(...device.gates.map((gate) => new Option(gate)));
  const entered = await listHeadCounts(line.store, device.id);
  find("#entered").replaceChildren(...entered.map(({ row, stands }) => entryOf(row, stands)));
  showNumber("heads", entered.filter(({ stands }) => stands).length);
  find("#entered-part").toggleAttribute("hidden", entered.length === 0);
}

/**
 * @param {HeadCountRow} row
 * @param {boolean} stands
 */
function entryOf(row, stands) {
  const entry = copyOf("#entry");
  const what = describe(row);
  find("[data-what]", entry).textContent = what;
  find("[data-waiting]", entry).toggleAttribute("hidden", row.waiting !== 1);
  find("[data-superseded]", entry).toggleAttribute("hidden", stands);
  const button = find("button", entry);
  button.toggleAttribute("hidden", !stands);
  button.setAttribute("aria-label", say("correct-this", { what }));
  button.addEventListener("click", () => correct(row));
  return entry;
}

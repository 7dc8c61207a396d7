// @ts-check
// Numbers of people counted at a post in a slot of time, and what is typed for them.

import { nextNumber } from "./journal.js";

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("./journal.js").HeadCount} HeadCount */
/** @typedef {import("./journal.js").HeadCountRow} HeadCountRow */
/** @typedef {Omit<HeadCount, "headcount_id" | "seq" | "device_at">} Counted */
/** @typedef {{ start: string, end: string }} Slot */
/** @typedef {"heads-empty" | "heads-whole" | "heads-many"} HeadsProblem */

/** As many people as the server takes for one head count. */
const MOST_HEADS = 1_000_000;
const MINUTE = 60_000;
/** How many slots are offered: the running one and those before it. */
const SLOTS = 12;
const GROUPING = /(?<=\d)[\s\u066c](?=\d{3}(?!\d))/g;

/**
 * Read a number of people as somebody typed it, in the digits of any script.
 * A point or comma is refused rather than guessed at: "1.250" is much here and little elsewhere.
 * @param {string} text
 * @returns {{ n: number } | { problem: HeadsProblem }}
 */
export function readHeads(text) {
  const plain = text
    .trim()
    .replace(/\p{Nd}/gu, latinDigit)
    .replace(GROUPING, "");
  if (plain === "") {
    return { problem: "heads-empty" };
  }
  if (!/^\d+$/.test(plain)) {
    return { problem: "heads-whole" };
  }
  const n = Number(plain);
  return n > MOST_HEADS ? { problem: "heads-many" } : { n };
}

/**
 * Every script's digits stand from nought to nine in a row.
 * @param {string} digit
 */
function latinDigit(digit) {
  const point = digit.codePointAt(0) ?? 0;
  let before = point;
  while (/\p{Nd}/u.test(String.fromCodePoint(before - 1))) {
    before -= 1;
  }
  return String((point - before) % 10);
}

/**
 * List the slots of so many minutes to choose from: the running one, then those before it.
 * The zone's offset is whole hours all year, so that no slot needs the local time.
 * @param {Date} at
 * @param {number} minutes  15, 30 or 60
 * @returns {Slot[]}
 */
export function slotsBefore(at, minutes) {
  const length = minutes * MINUTE;
  const running = Math.floor(at.getTime() / length) * length;
  return Array.from({ length: SLOTS }, (_, back) => {
    const start = running - back * length;
    return {
      start: new Date(start).toISOString(),
      end: new Date(start + length).toISOString(),
    };
  });
}

/**
 * Write a head count down.
 * @param {Store} store
 * @param {string} device
 * @param {{ id: string, at: Date, counted: Counted }} made
 * @returns {Promise<HeadCountRow>}
 */
export function addHeadCount(store, device, { id, at, counted }) {
  return store.change(["devices", "journal"], async (work) => {
    const { seq } = await nextNumber(work, device);
    const item = { headcount_id: id, seq, ...counted, device_at: at.toISOString() };
    /** @type {HeadCountRow} */
    const row = { id, device, kind: "headcount", waiting: 1, item };
    await work.put("journal", row);
    return row;
  });
}

/**
 * List the head counts that this phone has entered, newest first, each with whether it still stands.
 * @param {Store} store
 * @param {string} device
 * @returns {Promise<{ row: HeadCountRow, stands: boolean }[]>}
 */
export async function listHeadCounts(store, device) {
  const rows = await store.read(["journal"], (work) => work.all("journal", "device", device));
  /** @type {HeadCountRow[]} */
  const counts = rows.filter(
    ({ kind, relayedFor }) => kind === "headcount" && relayedFor === undefined,
  );
  const superseded = new Set(counts.map(({ item }) => item.supersedes));
  return counts
    .sort((one, other) => other.item.seq - one.item.seq)
    .map((row) => ({ row, stands: !superseded.has(row.id) }));
}

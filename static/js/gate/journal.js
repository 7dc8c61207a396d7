// @ts-check
// What this phone has seen and nobody has answered yet: rows are added whole, with their number, and
// leave only when the server has answered for their own id.

import { settleScan } from "./scans.js";
import { lastStanding } from "./tally.js";

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("../core/idb.js").Work} Work */

/**
 * @typedef {{ scan_id: string, seq: number, code?: string, code_hash?: string, gate: string | null,
 *   direction: "in" | "out" | "undo", undoes?: string, device_at: string, shown: string | null }} Scan
 * @typedef {{ tally_id: string, seq: number, category: string, gate: string | null,
 *   undoes?: string, linked_scan_id?: string, device_at: string }} Tally
 * @typedef {{ headcount_id: string, seq: number, post: string, slot_start: string, slot_end: string,
 *   kind: "in" | "present" | "estimate", n: number, role: "sum" | "control", supersedes?: string,
 *   reason?: string, device_at: string }} HeadCount
 * @typedef {{ id: string, device: string, waiting?: 1, relayedFor?: string }} RowHead  `relayedFor`:
 *   the device that made the row, where this phone only passes it on
 * @typedef {RowHead & { kind: "scan", item: Scan }} ScanRow
 * @typedef {RowHead & { kind: "tally", item: Tally }} TallyRow
 * @typedef {RowHead & { kind: "headcount", item: HeadCount }} HeadCountRow
 * @typedef {ScanRow | TallyRow | HeadCountRow} Row
 * @typedef {{ id: string, verdict?: string | undefined }} Settled
 */

/**
 * Write a scan down before anything is done with it, in a transaction with what is known of its ticket.
 * @param {Work} work
 * @param {string} device
 * @param {{ id: string, code?: string, code_hash?: string, at: Date, direction?: Scan["direction"],
 *   undoes?: string }} scan
 * @returns {Promise<ScanRow>}
 */
export async function writeScan(work, device, { id, at, direction = "in", ...read }) {
  const { seq, gate } = await nextNumber(work, device);
  /** @type {Scan} */
  const item = {
    ...{ scan_id: id, seq, ...read, gate, direction },
    ...{ device_at: at.toISOString(), shown: null },
  };
  /** @type {ScanRow} */
  const row = { id, device, kind: "scan", waiting: 1, item };
  await work.put("journal", row);
  return row;
}

/**
 * Write down a person without a ticket.
 * @param {Store} store
 * @param {string} device
 * @param {{ id: string, category: string, at: Date, linked?: string }} tally  `linked`: the scan of
 *   something that is no ticket of ours, by which the person was let in
 * @returns {Promise<TallyRow>}
 */
export function addTally(store, device, { id, category, at, linked }) {
  const link = linked === undefined ? {} : { linked_scan_id: linked };
  return store.change(["devices", "journal"], (work) =>
    writeTally(work, device, { tally_id: id, category, ...link, device_at: at.toISOString() }),
  );
}

/**
 * Take back the standing tally of whoever was let in by a scan, if there is one.
 * @param {Work} work
 * @param {string} device
 * @param {{ id: string, at: Date, linked: string }} undo
 */
export async function takeBackLinked(work, device, { id, at, linked }) {
  const tallies = talliesOf(await work.all("journal", "device", device));
  const linkedOnes = tallies.filter(({ item }) => item.linked_scan_id === linked);
  const last = lastStanding([...linkedOnes, ...tallies.filter(({ item }) => item.undoes)]);
  if (last !== null) {
    const { category } = last.item;
    const undo = { tally_id: id, category, undoes: last.id, device_at: at.toISOString() };
    await writeTally(work, device, undo);
  }
}

/**
 * Write down that the newest standing tally is taken back; nothing is written when none stands.
 * @param {Store} store
 * @param {string} device
 * @param {{ id: string, at: Date }} undo
 * @returns {Promise<TallyRow | null>}
 */
export function undoLast(store, device, { id, at }) {
  return store.change(["devices", "journal"], async (work) => {
    const last = lastStanding(talliesOf(await work.all("journal", "device", device)));
    if (last === null) {
      return null;
    }
    const { category } = last.item;
    const undo = { tally_id: id, category, undoes: last.id, device_at: at.toISOString() };
    return writeTally(work, device, undo);
  });
}

/**
 * @param {Work} work
 * @param {string} device
 * @param {Omit<Tally, "seq" | "gate">} tally
 * @returns {Promise<TallyRow>}
 */
async function writeTally(work, device, tally) {
  const { seq, gate } = await nextNumber(work, device);
  /** @type {TallyRow} */
  const row = {
    ...{ id: tally.tally_id, device, kind: "tally", waiting: 1 },
    item: { seq, gate, ...tally },
  };
  await work.put("journal", row);
  return row;
}

/**
 * One numbering over scans, tallies and head counts, given in the transaction that writes the row.
 * @param {Work} work
 * @param {string} id
 */
export async function nextNumber(work, id) {
  const device = await work.get("devices", id);
  if (device === undefined) {
    throw new Error("this phone is not paired");
  }
  const numbered = { ...device, seq: device.seq + 1 };
  await work.put("devices", numbered);
  return /** @type {{ seq: number, gate: string | null }} */ (numbered);
}

/**
 * List what waits for its answer, oldest first.
 * @param {Store} store
 * @returns {Promise<Row[]>}
 */
export async function listWaiting(store) {
  const rows = await store.read(["journal"], (work) => work.all("journal", "waiting", 1));
  return rows.sort((one, other) => one.item.seq - other.item.seq);
}

/**
 * List the tallies of a device, answered or not, in their order.
 * @param {Store} store
 * @param {string} device
 * @returns {Promise<TallyRow[]>}
 */
export async function listTallies(store, device) {
  return talliesOf(await store.read(["journal"], (work) => work.all("journal", "device", device)));
}

/**
 * @param {Row[]} rows
 * @returns {TallyRow[]}
 */
function talliesOf(rows) {
  return rows
    .filter((row) => row.kind === "tally")
    .filter(({ relayedFor }) => relayedFor === undefined)
    .sort((one, other) => one.item.seq - other.item.seq);
}

/**
 * Take answers in: an answered scan leaves the phone, an answered tally or head count stays for
 * counting, undoing and correcting; of a row passed on for another phone only its id stays.
 * An answer that comes twice changes nothing. Gives the rows that had waited for it.
 * @param {Store} store
 * @param {Settled[]} answers
 * @returns {Promise<Row[]>}
 */
export function settle(store, answers) {
  return store.change(["devices", "journal", "passages", "roster"], async (work) => {
    /** @type {Row[]} */
    const settled = [];
    for (const answer of answers) {
      const row = await work.get("journal", answer.id);
      if (row?.waiting === 1) {
        await settleRow(work, row, answer);
        settled.push(row);
      }
    }
    return settled;
  });
}

/**
 * @param {Work} work
 * @param {Row} row
 * @param {Settled} answer
 */
function settleRow(work, row, answer) {
  if (row.relayedFor !== undefined) {
    const { id, device, relayedFor } = row;
    return work.put("journal", { id, device, relayedFor, kind: "relayed" });
  }
  return row.kind === "scan" ? settleScan(work, row, answer.verdict) : settleCount(work, row);
}

/**
 * @param {Work} work
 * @param {TallyRow | HeadCountRow} row
 */
function settleCount(work, { id, device, kind, item }) {
  return work.put("journal", { id, device, kind, item });
}

// @ts-check
// A code before the phone: written down and judged in one go, so that no verdict is shown of what was not kept.

import { judgeHere } from "./judge-here.js";
import { writeScan } from "./journal.js";
import { hashOf, randomMark } from "./roster-hash.js";
import { rosterOf } from "./roster.js";
import { readCode } from "./rules.js";

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("../core/idb.js").Work} Work */
/** @typedef {import("./devices.js").Device} Device */
/** @typedef {import("./judge-here.js").LocalVerdict} LocalVerdict */
/** @typedef {import("./roster.js").RosterNote} RosterNote */
/** @typedef {import("./rules.js").CodeRead} CodeRead */
/** @typedef {{ code?: string, code_hash?: string }} Told  how the server is told what was read */
/** @typedef {{ id: string, text: string, direction: "in" | "out", at: Date }} Before */

/**
 * @typedef {object} Reading
 * @property {import("./journal.js").ScanRow} row
 * @property {LocalVerdict | null} local  null while there is no list to judge by
 * @property {RosterNote | null} list
 * @property {Told} told  to name the same ticket once more
 */

/**
 * @typedef {object} Look  what a reading is looked up by
 * @property {CodeRead} read
 * @property {RosterNote | null} list
 * @property {string | null} hash  null where this browser cannot hash
 */

/** The tables that a reading touches. */
export const TABLES = ["devices", "journal", "roster", "passages", "notes"];

/**
 * Write a reading down, and judge it by what this phone knows.
 * @param {Store} store
 * @param {Device} device
 * @param {Before} before
 * @returns {Promise<Reading>}
 */
export async function takeReading(store, device, before) {
  const read = readCode(before.text);
  const list = await rosterOf(store, device.id);
  const hash = await hashOf(list?.salt ?? (await ownSalt(store)), read);
  return store.change(TABLES, (work) => write(work, device.id, before, { read, list, hash }));
}

/**
 * @param {Work} work
 * @param {string} device
 * @param {Before} before
 * @param {Look} look
 * @returns {Promise<Reading>}
 */
async function write(work, device, before, look) {
  const { list, hash } = look;
  const ticket = await ticketOf(work, look);
  const key = ticket?.hash ?? hash ?? randomMark();
  const { id, direction, at } = before;
  const row = await writeScan(work, device, { id, direction, at, ...tellAs(look, ticket, key) });
  const told = tellAgain(look, row.item, key);
  await noteLast(work, { id, device, at: at.getTime(), ...told });
  if (list === null || hash === null) {
    return { row, local: null, list, told };
  }
  const { gate } = row.item;
  const passage = { id, device, gate, direction, at: at.getTime() + list.offset };
  const local = judgeHere(list, ticket, await work.all("passages", "ticket", key), passage);
  const { verdict, occasion } = local;
  await work.put("passages", { ...passage, ticket: key, verdict, occasion });
  return { row, local, list, told };
}

/**
 * Write down somebody whose ticket was not read itself, but another of the same family.
 * @param {Work} work  over `TABLES`
 * @param {string} device
 * @param {Omit<Before, "text">} before
 * @param {{ list: RosterNote | null, hash: string }} look
 */
export async function writeMember(work, device, before, { list, hash }) {
  const read = /** @type {const} */ ({ kind: "code", value: "" });
  const { row, local } = await write(work, device, { ...before, text: "" }, { read, list, hash });
  await work.put("journal", { ...row, item: { ...row.item, shown: local?.verdict ?? null } });
}

/**
 * @param {Work} work
 * @param {Look} look
 * @returns {Promise<import("./judge-here.js").RosterRow | null>}
 */
async function ticketOf(work, { read, list, hash }) {
  if (list === null || hash === null) {
    return null;
  }
  if (read.kind !== "short-code") {
    return (await work.get("roster", hash)) ?? null;
  }
  const [found = null, other] = await work.all("roster", "short", hash);
  return other === undefined ? found : null;
}

/**
 * Tell the server what was read: by the hash where both know it, and never a text that is no ticket's.
 * @param {Look} look
 * @param {object | null} ticket
 * @param {string} key
 * @returns {Told}
 */
function tellAs({ read: { kind, value } }, ticket, key) {
  return ticket !== null || kind === "other" ? { code_hash: key } : { code: value };
}

/**
 * Tell how the same ticket is named later; by its hash, wherever the server can follow that.
 * @param {Look} look
 * @param {Told} item
 * @param {string} key
 * @returns {Told}
 */
function tellAgain({ read: { kind }, list, hash }, { code }, key) {
  const isHashed = code === undefined || (kind === "code" && list !== null && hash !== null);
  return isHashed ? { code_hash: key } : { code };
}

/**
 * Note which reading can be taken back; a code in plain text is not kept for that.
 * @param {Work} work
 * @param {{ id: string, device: string, at: number } & Told} last
 */
function noteLast(work, { id, device, at, code_hash }) {
  return work.put("notes", { name: "last-scan", value: { id, device, at, code_hash } });
}

/**
 * Give the salt of this installation, for as long as there is no list: what it makes are mere marks.
 * @param {Store} store
 * @returns {Promise<string>}
 */
function ownSalt(store) {
  return store.change(["notes"], async (work) => {
    const note = (await work.get("notes", "salt")) ?? { name: "salt", value: randomMark() };
    await work.put("notes", note);
    return note.value;
  });
}

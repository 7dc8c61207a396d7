// @ts-check
// One scan for a family: who of it is not in yet, and letting several in at once, each by their own ticket.

import { judgeHere } from "./judge-here.js";
import { TABLES, writeMember } from "./reading.js";
import { rosterOf } from "./roster.js";

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("../core/idb.js").Work} Work */
/** @typedef {import("./devices.js").Device} Device */
/** @typedef {import("./judge-here.js").RosterRow} RosterRow */
/** @typedef {import("./roster.js").RosterNote} RosterNote */
/** @typedef {{ size: number, left: string[] }} Family  how many there are, and the tickets of those not in yet */

/** Comes after every reading of the same moment. */
const AFTER_ALL = "\uffff";
/** The verdict that a ticket of somebody who is not in yet would come to. */
const FREE = "admitted";

/**
 * Find the family of a ticket; null where it has none, or nobody is left to be let in.
 * @param {Store} store
 * @param {Device} device
 * @param {string} hash  the ticket's
 * @param {Date} at
 * @returns {Promise<Family | null>}
 */
export async function findFamily(store, device, hash, at) {
  const list = await rosterOf(store, device.id);
  if (list === null) {
    return null;
  }
  return store.read(["roster", "passages"], async (work) => {
    const members = await membersOf(work, hash);
    const left = [];
    for (const member of members) {
      if (await isFree(work, list, { member, device, at })) {
        left.push(member.hash);
      }
    }
    return left.length === 0 ? null : { size: members.length, left };
  });
}

/**
 * @param {Work} work
 * @param {string} hash
 * @returns {Promise<RosterRow[]>}
 */
async function membersOf(work, hash) {
  const ticket = await work.get("roster", hash);
  return ticket?.family === undefined ? [] : work.all("roster", "family", ticket.family);
}

/**
 * Tell whether a ticket would let its holder in now.
 * @param {Work} work
 * @param {RosterNote} list
 * @param {{ member: RosterRow, device: Device, at: Date }} asked
 */
async function isFree(work, list, { member, device, at }) {
  const passages = await work.all("passages", "ticket", member.hash);
  const { verdict } = judgeHere(list, member, passages, {
    ...{ id: AFTER_ALL, device: device.id, gate: device.gate, direction: "in" },
    at: at.getTime() + list.offset,
  });
  return verdict === FREE;
}

/**
 * Let people of a family in: an ordinary scan for each, all of them kept or none.
 * @param {Store} store
 * @param {Device} device
 * @param {string[]} hashes
 * @param {{ at: Date, makeId: () => string }} now
 */
export async function letFamilyIn(store, device, hashes, { at, makeId }) {
  const list = await rosterOf(store, device.id);
  return store.change(TABLES, async (work) => {
    for (const hash of hashes) {
      await writeMember(work, device.id, { id: makeId(), direction: "in", at }, { list, hash });
    }
  });
}

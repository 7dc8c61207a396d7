// @ts-check
// Takes rows of another phone into this phone's journal, to be sent as its own would be.

import { nameOf } from "./transfer.js";

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("./transfer.js").Part} Part */

/**
 * @typedef {object} Progress
 * @property {number} part  the part that was read
 * @property {number} parts
 * @property {number[]} missing  the parts that were not read yet
 * @property {number} added  how many rows this part brought
 */

/**
 * Take the rows of a part in; what is here already, or was and is sent, is left alone.
 * @param {Store} store
 * @param {string} device  the pairing in use, whose token sends them
 * @param {Part} read
 * @param {Date} at  this phone's clock when it read the code
 * @returns {Promise<Progress>}
 */
export function takePart(store, device, read, at) {
  return store.change(["devices", "journal", "notes"], async (work) => {
    if ((await work.get("devices", device)) === undefined) {
      throw new Error("this phone is not paired"); // cleared a moment ago, on another page
    }
    let added = 0;
    for (const item of read.items) {
      const { id, kind } = nameOf(item);
      if ((await work.get("journal", id)) === undefined) {
        const relay_offset_ms = item["relay_offset_ms"] + at.getTime() - read.clock;
        const row = { id, device, kind, waiting: 1, relayedFor: item["relayed_for"] };
        await work.put("journal", { ...row, item: { ...item, relay_offset_ms } });
        added += 1;
      }
    }
    return { ...(await noteProgress(work, read)), added };
  });
}

/**
 * Note which parts of a set were read, so that a reload of the page forgets none.
 * @param {import("../core/idb.js").Work} work
 * @param {Part} read
 */
async function noteProgress(work, { set, part, parts }) {
  const name = `taken ${set}`;
  const before = (await work.get("notes", name))?.taken ?? [];
  const taken = [...new Set([...before, part])];
  await work.put("notes", { name, taken });
  const all = Array.from({ length: parts }, (_, at) => at + 1);
  return { part, parts, missing: all.filter((each) => !taken.includes(each)) };
}

// @ts-check
// What a volunteer does about the last reading: let the person in all the same, or take the reading back.

import { canUndo } from "./judge.js";
import { addTally, takeBackLinked, writeScan } from "./journal.js";
import { TABLES } from "./reading.js";

/** @typedef {import("../core/idb.js").Store} Store */

/**
 * Count a person who was let in though no ticket of ours says so; the tally names the reading.
 * @param {Store} store
 * @param {string} device
 * @param {{ id: string, category: string, at: Date, scan: string }} person
 */
export function letIn(store, device, { id, category, at, scan }) {
  return addTally(store, device, { id, category, at, linked: scan });
}

/**
 * Tell whether this phone's last reading can be taken back now.
 * @param {Store} store
 * @param {string} device
 * @param {Date} at
 * @param {{ id: string } | null} remembered  the last reading, with what was read
 * @returns {Promise<boolean>}
 */
export async function canTakeBack(store, device, at, remembered) {
  const last = (await store.read(["notes"], (work) => work.get("notes", "last-scan")))?.value;
  if (last === undefined || !canUndo(last, { device, at: at.getTime() })) {
    return false;
  }
  return last.code_hash !== undefined || last.id === remembered?.id;
}

/**
 * Take back this phone's last reading, and whoever was let in by it; null where it is too late.
 * @param {Store} store
 * @param {string} device
 * @param {{ id: string, tally: string, at: Date, read: import("./reading.js").Told }} undo
 * @returns {Promise<import("./journal.js").ScanRow | null>}
 */
export function takeBack(store, device, { id, tally, at, read }) {
  return store.change(TABLES, async (work) => {
    const last = (await work.get("notes", "last-scan"))?.value;
    if (last === undefined || !canUndo(last, { device, at: at.getTime() })) {
      return null;
    }
    const { id: undoes, code_hash } = last;
    const told = code_hash === undefined ? read : { code_hash };
    const row = await writeScan(work, device, { id, at, direction: "undo", undoes, ...told });
    const target = await work.get("passages", undoes);
    if (target !== undefined) {
      const moved = { id, at: target.at + (at.getTime() - last.at), direction: "undo", undoes };
      const { ticket, occasion, gate } = target;
      const passage = { ticket, occasion, gate, device, verdict: "undone", ...moved };
      await work.put("passages", passage);
    }
    await takeBackLinked(work, device, { id: tally, at, linked: undoes });
    await work.drop("notes", "last-scan");
    return row;
  });
}

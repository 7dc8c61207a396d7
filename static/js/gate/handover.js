// @ts-check
// The end of a shift: this phone forgets the event, once nothing that it alone holds would be lost.

import { TABLES } from "./devices.js";

/** @typedef {import("../core/idb.js").Store} Store */

/**
 * Forget all but the name of this installation: pairing, token, roster, journal, notes.
 * Where rows wait that were neither sent nor handed over nothing is changed.
 * @param {Store} store
 * @param {ReadonlySet<string>} handedOver  ids of rows that another phone has
 * @returns {Promise<boolean>}  whether the phone was cleared
 */
export function wipe(store, handedOver) {
  const tables = Object.keys(TABLES);
  return store.change(tables, async (work) => {
    const waiting = await work.all("journal", "waiting", 1);
    if (waiting.some(({ id }) => !handedOver.has(id))) {
      return false;
    }
    const install = await work.get("notes", "install");
    for (const table of tables) {
      await work.clear(table);
    }
    if (install !== undefined) {
      await work.put("notes", install);
    }
    return true;
  });
}

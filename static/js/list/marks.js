// @ts-check
// What was ticked on this tablet and is not yet with the server: facts without names, in IndexedDB.

/** @typedef {import("../core/idb.js").Store} Store */

/**
 * @typedef {object} Mark
 * @property {string} id
 * @property {number} order  in which marks were made, also within one tick of the clock
 * @property {string} base  the address of the event's lists
 * @property {number} no  the occasion's
 * @property {number} person
 * @property {string} status
 * @property {string} at  by this tablet's clock
 */

/** @type {import("../core/idb.js").Shape} */
export const SHAPE = { version: 1, tables: { marks: { key: "id" }, pages: { key: "path" } } };
export const NAME = "eventsys list";

/**
 * Keep a mark; it settles when it is on the disk.
 * @param {Store} store
 * @param {Omit<Mark, "order">} mark
 */
export function addMark(store, mark) {
  return store.change(["marks"], async (work) => {
    const known = /** @type {Mark[]} */ (await work.all("marks"));
    const order = Math.max(0, ...known.map((each) => each.order)) + 1;
    await work.put("marks", { ...mark, order });
  });
}

/**
 * List what is not sent, in the order it was made.
 * @param {Store} store
 * @returns {Promise<Mark[]>}
 */
export async function listMarks(store) {
  const marks = /** @type {Mark[]} */ (await store.read(["marks"], (work) => work.all("marks")));
  return marks.sort((one, other) => one.order - other.order);
}

/**
 * Forget marks that the server has.
 * @param {Store} store
 * @param {Iterable<string>} ids
 */
export function forgetMarks(store, ids) {
  return store.change(["marks"], async (work) => {
    for (const id of ids) {
      await work.drop("marks", id);
    }
  });
}

/**
 * Tell what of a list is ticked but not sent: the last word on each person.
 * @param {Mark[]} marks
 * @param {{ base: string, no: number }} list
 * @returns {Map<number, string>}
 */
export function unsentOf(marks, { base, no }) {
  const ours = marks.filter((mark) => mark.base === base && mark.no === no);
  return new Map(ours.map((mark) => [mark.person, mark.status]));
}

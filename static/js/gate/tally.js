// @ts-check
// What the taps of a counter come to.

/** @typedef {import("./journal.js").TallyRow} TallyRow */

/**
 * Count the people of each category; a tally taken back does not count, however often it was taken back.
 * @param {TallyRow[]} rows
 * @returns {{ all: number, byCategory: Record<string, number> }}
 */
export function countTallies(rows) {
  /** @type {Record<string, number>} */
  const byCategory = {};
  const standing = listStanding(rows);
  for (const { item } of standing) {
    byCategory[item.category] = (byCategory[item.category] ?? 0) + 1;
  }
  return { all: standing.length, byCategory };
}

/**
 * Find the tally that "undo last" takes back: the newest that still stands.
 * @param {TallyRow[]} rows  in their order
 * @returns {TallyRow | null}
 */
export function lastStanding(rows) {
  return listStanding(rows).at(-1) ?? null;
}

/** @param {TallyRow[]} rows */
function listStanding(rows) {
  const undone = new Set(rows.map((row) => row.item.undoes));
  return rows.filter((row) => row.item.undoes === undefined && !undone.has(row.id));
}

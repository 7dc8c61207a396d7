// @ts-check
// What becomes of this phone's scans: the verdict that was shown, the server's answer, who was admitted.

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("../core/idb.js").Work} Work */
/** @typedef {import("./journal.js").ScanRow} ScanRow */

/** The verdict by which a person is counted as come in. */
const COUNTED = "admitted";
/** Answers that are also the state of a ticket in the list. */
const STATES = new Set(["blocked", "replaced", "deregistered", "waiting"]);

/**
 * Note what the volunteer was shown, for as long as the scan waits.
 * @param {Store} store
 * @param {string} id
 * @param {string} verdict
 */
export function noteShown(store, id, verdict) {
  return store.change(["journal"], async (work) => {
    const row = await work.get("journal", id);
    if (row?.waiting === 1) {
      await work.put("journal", { ...row, item: { ...row.item, shown: verdict } });
    }
  });
}

/**
 * Take the server's answer to a scan in: the scan leaves the phone, and what it moved is known for sure.
 * @param {Work} work  over devices, journal, passages and roster
 * @param {ScanRow} row
 * @param {string | undefined} verdict
 */
export async function settleScan(work, row, verdict) {
  await work.drop("journal", row.id);
  const passage = await work.get("passages", row.id);
  if (passage !== undefined && verdict !== undefined) {
    await work.put("passages", { ...passage, verdict, settled: 1 });
    await noteState(work, passage.ticket, verdict);
  }
  const more = verdict === COUNTED ? 1 : await countTakenBack(work, row, verdict);
  if (more !== 0) {
    const device = await work.get("devices", row.device);
    await work.put("devices", { ...device, admitted: Math.max(0, device.admitted + more) });
  }
}

/**
 * Count whom a phone has admitted: those the server knows of, and those it was not told yet.
 * @param {import("./devices.js").Device} device
 * @param {import("./journal.js").Row[]} waiting
 */
export function countAdmitted({ id, admitted }, waiting) {
  const scans = waiting.filter((row) => row.kind === "scan" && row.device === id);
  const undone = new Set(scans.map(({ item }) => /** @type {any} */ (item).undoes));
  const fresh = scans.filter(
    (row) => /** @type {any} */ (row.item).shown === COUNTED && !undone.has(row.id),
  );
  return admitted + fresh.length;
}

/**
 * @param {Work} work
 * @param {string} ticket
 * @param {string} verdict
 */
async function noteState(work, ticket, verdict) {
  const held = STATES.has(verdict) ? await work.get("roster", ticket) : undefined;
  if (held !== undefined) {
    await work.put("roster", { ...held, state: verdict });
  }
}

/**
 * @param {Work} work
 * @param {ScanRow} row
 * @param {string | undefined} verdict
 */
async function countTakenBack(work, { item }, verdict) {
  if (item.direction !== "undo" || verdict !== "undone" || item.undoes === undefined) {
    return 0;
  }
  const target = await work.get("passages", item.undoes);
  return target?.settled === 1 && target.verdict === COUNTED ? -1 : 0;
}

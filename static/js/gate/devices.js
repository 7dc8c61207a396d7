// @ts-check
// The pairings of this phone: the one in use, and former ones whose scans are not sent yet.

/** @typedef {import("../core/idb.js").Store} Store */

/**
 * @typedef {object} Device
 * @property {string} id
 * @property {string} label
 * @property {string} role  scan or count
 * @property {string} token
 * @property {{ slug: string, title: string | Record<string, string> }} event
 * @property {string[]} gates
 * @property {string | null} gate  the gate where the volunteer stands
 * @property {number} seq  the last number given to a scan or tally
 * @property {number} admitted  how many the server has admitted by this phone's scans
 */

/** Raised with each table or index that is added below. */
export const VERSION = 2;

/** The tables of scanner and counter; one database for both, so that they share one numbering. */
export const TABLES = {
  devices: { key: "id" },
  journal: { key: "id", indexes: { waiting: "waiting", device: "device" } },
  notes: { key: "name" },
  roster: { key: "hash", indexes: { short: "short", family: "family" } },
  passages: { key: "id", indexes: { ticket: "ticket" } },
};

/**
 * Find the pairing in use.
 * @param {Store} store
 * @returns {Promise<Device | null>}
 */
export function currentDevice(store) {
  return store.read(["devices", "notes"], async (work) => {
    const note = await work.get("notes", "device");
    return note === undefined ? null : ((await work.get("devices", note.value)) ?? null);
  });
}

/**
 * Find the token of a pairing, also of a former one.
 * @param {Store} store
 * @param {string} id
 * @returns {Promise<string | null>}
 */
export async function tokenOf(store, id) {
  const device = await store.read(["devices"], (work) => work.get("devices", id));
  return device?.token ?? null;
}

/**
 * Keep a new pairing and use it; the same device paired again goes on with its numbering.
 * @param {Store} store
 * @param {{ device: { id: string | number, label: string, role: string, gate?: string | null }, token: string,
 *   event: Device["event"], gates: string[] }} pairing
 * @returns {Promise<Device>}
 */
export function keepDevice(store, { device, token, event, gates }) {
  const id = String(device.id);
  return store.change(["devices", "notes"], async (work) => {
    const before = await work.get("devices", id);
    const kept = {
      ...{ seq: 0, admitted: 0, ...before },
      ...{ id, label: device.label, role: device.role, token, event, gates },
      gate: gateAmong(gates, before === undefined ? device.gate : before.gate),
    };
    await work.put("devices", kept);
    await work.put("notes", { name: "device", value: id });
    return kept;
  });
}

/**
 * Keep the gate when there still is such a one; take the only one by itself.
 * @param {string[]} gates
 * @param {string | null | undefined} before
 * @returns {string | null}
 */
function gateAmong(gates, before) {
  if (gates.length === 1) {
    return gates[0] ?? null;
  }
  return gates.find((gate) => gate === before) ?? null;
}

/**
 * Note at which gate the volunteer stands.
 * @param {Store} store
 * @param {string} id
 * @param {string | null} gate
 */
export function chooseGate(store, id, gate) {
  return store.change(["devices"], async (work) => {
    await work.put("devices", { ...(await work.get("devices", id)), gate });
  });
}

/**
 * Tell the name of this installation, made at the first call.
 * @param {Store} store
 * @param {() => string} makeId
 * @returns {Promise<string>}
 */
export function installId(store, makeId) {
  return store.change(["notes"], async (work) => {
    const note = (await work.get("notes", "install")) ?? { name: "install", value: makeId() };
    await work.put("notes", note);
    return note.value;
  });
}

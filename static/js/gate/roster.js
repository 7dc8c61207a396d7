// @ts-check
// The event's tickets on this phone: hashes and states, fetched page by page and from then on only what changed.

import { LATEST_UNDO } from "./judge.js";
import { tokenOf } from "./devices.js";

/** @typedef {import("../core/idb.js").Store} Store */
/** @typedef {import("../core/idb.js").Work} Work */
/** @typedef {import("./judge-here.js").RosterRow} RosterRow */
/** @typedef {import("./judge-here.js").Passage} Passage */

/**
 * @typedef {import("./judge-here.js").List & { name: "roster", device: string, salt: string, cursor: string,
 *   etag: string | null, count: number, fetchedAt: number | null, offset: number }} RosterNote
 *   `fetchedAt`: when all was here, null before the first time; `offset`: ms by which our clock is behind
 * @typedef {{ state: "fetched" | "later" | "disconnected" }} Fetching
 */

/**
 * @typedef {object} Source  what fetching needs
 * @property {Store} store
 * @property {typeof import("../core/http.js").getJson} get
 * @property {() => Date} now
 */

const PATH = "/api/v1/roster";
const KNOWN = /** @type {const} */ ([
  ...["hash", "short", "category", "state", "in", "been", "valid", "flags", "family"],
]);

/**
 * Find what belongs to the list of a pairing; null when none of it is here.
 * @param {Store} store
 * @param {string} device
 * @returns {Promise<RosterNote | null>}
 */
export async function rosterOf(store, device) {
  const note = await store.read(["notes"], (work) => work.get("notes", "roster"));
  return note?.device === device ? note : null;
}

/**
 * Fetch what is new, page by page from where we stopped; send the journal before.
 * @param {Source} source
 * @param {string} device
 * @param {(note: RosterNote) => void} [onPage]
 * @returns {Promise<Fetching>}
 */
export async function fetchRoster(source, device, onPage = () => {}) {
  const settled = await settledPassages(source.store);
  for (;;) {
    const step = await fetchPage(source, device);
    if (typeof step === "string") {
      return { state: step };
    }
    onPage(step.note);
    if (!step.more) {
      onPage(await finish(source.store, settled, source.now()));
      return { state: "fetched" };
    }
  }
}

/**
 * @param {Source} source
 * @param {string} device
 * @returns {Promise<{ note: RosterNote, more: boolean } | "later" | "disconnected">}
 */
async function fetchPage(source, device) {
  const note = await rosterOf(source.store, device);
  const answer = await ask(source, device, note);
  if (answer.kind === "same" && note !== null) {
    return { note, more: false };
  }
  const page = pageOf(answer);
  if (page === null || (page.body.more && page.body.cursor === note?.cursor)) {
    return isShut(answer) ? "disconnected" : "later";
  }
  return { note: await takePage(source.store, device, page), more: page.body.more === true };
}

/**
 * Remember by how much this phone's clock is behind the server's.
 * @param {Store} store
 * @param {number} offset  in ms
 */
export function noteOffset(store, offset) {
  return store.change(["notes"], async (work) => {
    const note = await work.get("notes", "roster");
    if (note !== undefined && Number.isFinite(offset)) {
      await work.put("notes", { ...note, offset });
    }
  });
}

/**
 * @param {Source} source
 * @param {string} device
 * @param {RosterNote | null} note
 */
async function ask({ store, get }, device, note) {
  const token = (await tokenOf(store, device)) ?? undefined;
  const path = note === null ? PATH : `${PATH}?after=${encodeURIComponent(note.cursor)}`;
  return get(path, { token, etag: note?.etag ?? null });
}

/** @param {import("../core/http.js").Fetched} answer */
function isShut(answer) {
  return answer.kind === "refused" && (answer.status === 401 || answer.status === 403);
}

/** @param {import("../core/http.js").Fetched} answer */
function pageOf(answer) {
  if (answer.kind !== "fetched") {
    return null;
  }
  const { cursor, salt, tickets, occasions } = answer.body ?? {};
  const isPage = typeof cursor === "string" && typeof salt === "string";
  return isPage && Array.isArray(tickets) && Array.isArray(occasions) ? answer : null;
}

/**
 * Keep a page: a later row replaces an earlier; the list of another pairing goes with its readings.
 * @param {Store} store
 * @param {string} device
 * @param {{ body: any, etag: string | null }} page
 * @returns {Promise<RosterNote>}
 */
function takePage(store, device, { body, etag }) {
  const { cursor, salt, reentry, unknown, occasions, tickets } = body;
  const cancelled = body.cancelled === true;
  return store.change(["notes", "roster", "passages"], async (work) => {
    const before = await work.get("notes", "roster");
    const isOurs = before?.device === device && before.salt === salt;
    if (!isOurs) {
      await Promise.all([work.clear("roster"), work.clear("passages")]);
    }
    await Promise.all(tickets.map((/** @type {RosterRow} */ row) => work.put("roster", kept(row))));
    /** @type {RosterNote} */
    const note = {
      ...{ name: "roster", device, salt, cursor, etag, reentry, unknown, cancelled, occasions },
      count: await work.count("roster"),
      fetchedAt: isOurs ? before.fetchedAt : null,
      offset: before?.offset ?? 0,
    };
    await work.put("notes", note);
    return note;
  });
}

/**
 * Keep of a ticket what the contract names, and nothing else.
 * @param {RosterRow} row
 */
function kept(row) {
  return Object.fromEntries(
    KNOWN.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]),
  );
}

/**
 * Find this phone's readings that the server has answered: what is fetched from now on tells of them.
 * @param {Store} store
 * @returns {Promise<string[]>}
 */
async function settledPassages(store) {
  const passages = await store.read(["passages"], (work) => work.all("passages"));
  return passages.filter(({ settled }) => settled === 1).map(({ id }) => id);
}

/**
 * Note that all is here; readings that it tells of are kept only for as long as they can be undone.
 * @param {Store} store
 * @param {string[]} settled
 * @param {Date} at
 * @returns {Promise<RosterNote>}
 */
function finish(store, settled, at) {
  return store.change(["notes", "passages"], async (work) => {
    for (const id of settled) {
      await keepOrDrop(work, id, at.getTime());
    }
    const note = { ...(await work.get("notes", "roster")), fetchedAt: at.getTime() };
    await work.put("notes", note);
    return note;
  });
}

/**
 * @param {Work} work
 * @param {string} id
 * @param {number} now
 */
async function keepOrDrop(work, id, now) {
  const passage = await work.get("passages", id);
  if (passage !== undefined && Math.abs(now - passage.at) > LATEST_UNDO) {
    await work.drop("passages", id);
  } else if (passage !== undefined) {
    await work.put("passages", { ...passage, reflected: 1 });
  }
}

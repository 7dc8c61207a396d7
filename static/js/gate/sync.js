// @ts-check
// Brings the journal to the server: one scan at once for its verdict, the others in batches.

import { listWaiting, settle } from "./journal.js";

/** @typedef {import("../core/http.js").Answer} Answer */
/** @typedef {import("./journal.js").Row} Row */

/**
 * @typedef {object} Line  what sending needs
 * @property {import("../core/idb.js").Store} store
 * @property {(path: string, body: object, options?: { token?: string | undefined, timeout?: number }) => Promise<Answer>} post
 * @property {() => Date} now
 * @property {(heard: Heard) => void} [heard]  told of every answer
 */

/**
 * @typedef {{ offset: number, settled: { row: Row, verdict: string | undefined }[] }} Heard
 *   `offset`: ms by which our clock is behind; `settled`: the rows that had waited, each with its verdict
 */

/**
 * @typedef {{ verdict: string, first: { at: string, gate: string | null } | null, serverTime: string }} Judged
 * @typedef {Judged | { verdict: "stored" | "disconnected" }} Outcome
 * @typedef {{ state: "sent" | "later" | "disconnected", wait: number | null }} Sent
 */

/** Milliseconds that a person at the gate waits for a verdict. */
const PATIENCE = 4000;
const BATCH_TIMEOUT = 20_000;
const BATCH_ROWS = 100;
const BATCH_LETTERS = 200_000;

/** @type {Sent} */
const SENT = { state: "sent", wait: null };
/** @type {Record<Row["kind"], string>} */
const ITEMS = { scan: "scans", tally: "tallies", headcount: "headcounts" };

/**
 * Ask the server what a scan comes to; the scan is in the journal already and stays there until answered.
 * @param {Line} line
 * @param {import("./journal.js").ScanRow} row
 * @returns {Promise<Outcome>}
 */
export async function askVerdict(line, row) {
  const answer = await postRows(line, row.device, { kind: "scan", rows: [row], timeout: PATIENCE });
  if (answer.kind !== "answered") {
    return { verdict: isDisconnected(answer) ? "disconnected" : "stored" };
  }
  const result = resultsById([row], answer.body).get(row.id);
  if (typeof result?.verdict !== "string") {
    return { verdict: "stored" };
  }
  const { verdict, first = null } = result;
  await takeIn(line, [row], answer.body).catch(() => {}); // it is sent again, no harm
  return { verdict, first, serverTime: String(answer.body.server_time) };
}

/**
 * Send all that waits, and at least a sign of life for the device in use.
 * @param {Line} line
 * @param {string} current
 * @returns {Promise<Sent>}
 */
export async function sendWaiting(line, current) {
  const rows = await listWaiting(line.store);
  const batches = makeBatches(rows);
  if (!rows.some((row) => row.device === current)) {
    batches.push({ device: current, kind: "scan", rows: [] });
  }
  /** @type {Sent} */
  let outcome = SENT;
  for (const batch of batches) {
    const sent = await sendBatch(line, batch);
    if (sent.state === "later") {
      return sent;
    }
    outcome = sent.state === "disconnected" && batch.device === current ? sent : outcome;
  }
  return outcome;
}

/**
 * @typedef {{ device: string, kind: Row["kind"], rows: Row[] }} Batch
 */

/**
 * Lay rows together by device and kind, in their order, as much as one request may hold.
 * @param {Row[]} rows
 * @returns {Batch[]}
 */
export function makeBatches(rows) {
  /** @type {(Batch & { letters: number })[]} */
  const batches = [];
  for (const row of rows) {
    const letters = JSON.stringify(row.item).length;
    const open = batches.findLast(({ device, kind }) => device === row.device && kind === row.kind);
    if (open && open.rows.length < BATCH_ROWS && open.letters + letters <= BATCH_LETTERS) {
      open.rows.push(row);
      open.letters += letters;
    } else {
      batches.push({ device: row.device, kind: row.kind, rows: [row], letters });
    }
  }
  return batches.map(({ device, kind, rows: held }) => ({ device, kind, rows: held }));
}

/**
 * Send one batch; one that is refused as a whole is halved, so that no row holds the others back.
 * @param {Line} line
 * @param {Batch} batch
 * @returns {Promise<Sent>}
 */
async function sendBatch(line, { device, kind, rows }) {
  const answer = await postRows(line, device, { kind, rows, timeout: BATCH_TIMEOUT });
  if (answer.kind === "answered") {
    return takeIn(line, rows, answer.body);
  }
  if (answer.kind === "later") {
    return { state: "later", wait: answer.wait };
  }
  if (isDisconnected(answer)) {
    return { state: "disconnected", wait: null };
  }
  if (rows.length < 2) {
    return SENT; // it stays in the journal, and in the number of what waits
  }
  const half = Math.ceil(rows.length / 2);
  const sent = await sendBatch(line, { device, kind, rows: rows.slice(0, half) });
  return sent.state === "sent" ? sendBatch(line, { device, kind, rows: rows.slice(half) }) : sent;
}

/**
 * @param {Line} line
 * @param {Row[]} rows
 * @param {any} body
 * @returns {Promise<Sent>}
 */
async function takeIn(line, rows, body) {
  const results = resultsById(rows, body);
  const settled = await settle(line.store, [...results.values()]);
  line.heard?.({
    offset: Date.parse(body?.server_time) - line.now().getTime(),
    settled: settled.map((row) => ({ row, verdict: results.get(row.id)?.verdict })),
  });
  return results.size === rows.length ? SENT : { state: "later", wait: null };
}

/**
 * Find the answer to each row by the row's own id.
 * @param {Row[]} rows
 * @param {any} body
 * @returns {Map<string, { id: string, verdict?: string, first?: any }>}
 */
function resultsById(rows, body) {
  const asked = new Set(rows.map((row) => row.id));
  const found = new Map();
  for (const result of Array.isArray(body?.results) ? body.results : []) {
    const id = idOf(result, rows);
    if (id !== undefined && asked.has(id)) {
      found.set(id, { id, verdict: result.verdict, first: result.first ?? null });
    }
  }
  return found;
}

/**
 * Tell which row an answer is for; only one that could not be read is named by its place.
 * @param {any} result
 * @param {Row[]} rows
 * @returns {string | undefined}
 */
function idOf(result, rows) {
  const { scan_id, tally_id, headcount_id, state, index } = result ?? {};
  const id = scan_id ?? tally_id ?? headcount_id;
  return id ?? (state === "unreadable" ? rows[index]?.id : undefined);
}

/**
 * @param {Line} line
 * @param {string} device
 * @param {{ kind: Row["kind"], rows: Row[], timeout: number }} batch
 * @returns {Promise<Answer>}
 */
async function postRows({ store, post, now }, device, { kind, rows, timeout }) {
  const { token, ...held } = await headOf(store, device, rows);
  const items = rows.map((row) => row.item);
  const body = { sent_at: now().toISOString(), ...held, [ITEMS[kind]]: items };
  return post(`/api/v1/${ITEMS[kind]}`, body, { token, timeout });
}

/**
 * Tell the last number that a device has given, and how much it holds besides what is being sent.
 * @param {import("../core/idb.js").Store} store
 * @param {string} id
 * @param {Row[]} rows
 */
function headOf(store, id, rows) {
  return store.read(["devices", "journal"], async (work) => {
    const device = await work.get("devices", id);
    const waiting = /** @type {Row[]} */ (await work.all("journal", "waiting", 1));
    const sent = new Set(rows.map((row) => row.id));
    const others = waiting.filter((row) => row.device === id && !sent.has(row.id));
    return { token: device?.token, last_seq: device?.seq ?? 0, unsent: others.length };
  });
}

/** @param {Answer} answer */
function isDisconnected(answer) {
  if (answer.kind !== "refused") {
    return false;
  }
  return answer.status === 401 || ["E_DEVICE", "E_REVOKED"].includes(answer.code);
}

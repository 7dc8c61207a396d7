// @ts-check
// Brings marks to the server in batches, and hears how the open list stands.

import { forgetMarks, listMarks } from "./marks.js";

/** @typedef {import("../core/http.js").Answer | { kind: "elsewhere" }} Answer */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {Record<string, { ticked: string, settled: string }>} People */

/**
 * @typedef {object} Line  what sending needs
 * @property {import("../core/idb.js").Store} store
 * @property {(path: string, body: object, csrf: string) => Promise<Answer>} post
 * @property {(anew: boolean) => Promise<string | null>} token  of a page; fetched `anew` where it was refused
 * @property {() => Date} now
 */

/**
 * @typedef {object} Sent
 * @property {"sent" | "later" | "signed-out" | "stuck"} state  `stuck`: the server answers, and takes nothing
 * @property {People | null} people  of the open list, as it stands now
 * @property {number} refused  marks of people who are not at the event any more
 */

const BATCH = 100;
const BAD_TOKEN = 400;
/** @type {Record<"elsewhere" | "later" | "refused", Sent["state"]>} */
const STATES = { elsewhere: "signed-out", later: "later", refused: "stuck" };
const LOST = new Set(["conflict", "strange"]);

/**
 * Send all that waits, whichever list it is of, and at least ask how the open one stands.
 * @param {Line} line
 * @param {{ base: string, no: number, people: number[] }} open  whom it has on its page
 * @returns {Promise<Sent>}
 */
export async function sendAll(line, open) {
  /** @type {Sent} */
  const outcome = { state: "sent", people: null, refused: 0 };
  for (const { base, marks } of makeBatches(await listMarks(line.store), open.base)) {
    const answer = await sendBatch(line, base, { no: open.no, people: open.people, marks });
    if (answer.kind !== "answered") {
      return { ...outcome, state: STATES[answer.kind] };
    }
    const results = resultsIn(answer.body);
    await forgetMarks(
      line.store,
      results.map(({ mark_id }) => mark_id),
    );
    outcome.refused += results.filter(({ state }) => LOST.has(state)).length;
    outcome.people = base === open.base ? answer.body.people : outcome.people;
  }
  return outcome;
}

/**
 * Lay marks together by event, in their order; the open list's event has a batch in any case.
 * @param {Mark[]} marks
 * @param {string} open
 */
export function makeBatches(marks, open) {
  /** @type {{ base: string, marks: Mark[] }[]} */
  const batches = [];
  for (const mark of marks) {
    const last = batches.findLast(({ base }) => base === mark.base);
    if (last && last.marks.length < BATCH) {
      last.marks.push(mark);
    } else {
      batches.push({ base: mark.base, marks: [mark] });
    }
  }
  return batches.some(({ base }) => base === open)
    ? batches
    : [...batches, { base: open, marks: [] }];
}

/**
 * Send one batch; where the page's token does not serve any more, once more with a new one.
 * @param {Line} line
 * @param {string} base
 * @param {{ no: number, people: number[], marks: Mark[] }} batch
 * @returns {Promise<Answer>}
 */
async function sendBatch(line, base, { no, people, marks }) {
  const items = marks.map((mark) => ({
    mark_id: mark.id,
    no: mark.no,
    participant_id: mark.person,
    status: mark.status,
    device_at: mark.at,
  }));
  /** @type {Answer} */
  let answer = { kind: "elsewhere" };
  for (const anew of [false, true]) {
    const csrf = await line.token(anew);
    if (csrf === null) {
      return anew ? answer : { kind: "later", wait: null };
    }
    const body = { sent_at: line.now().toISOString(), no, people, marks: items };
    answer = await line.post(`${base}/marks`, body, csrf);
    if (answer.kind !== "refused" || answer.status !== BAD_TOKEN) {
      return answer;
    }
  }
  return answer;
}

/**
 * @param {any} body
 * @returns {{ mark_id: string, state: string }[]}
 */
function resultsIn(body) {
  return Array.isArray(body?.results) ? body.results : [];
}

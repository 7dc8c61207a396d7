// @ts-check
// What a reading comes to by what this phone knows: the ticket as it was fetched, and what this phone
// has read of it since.

import { judge, nearestOccasion } from "./judge.js";

/** @typedef {import("./judge.js").ScanFacts} ScanFacts */
/** @typedef {import("./judge.js").Direction} Direction */

/**
 * @typedef {object} RosterRow  a ticket as the server told it
 * @property {string} hash
 * @property {string} short
 * @property {string} category
 * @property {string} state
 * @property {number[]} in  occasions at which the holder was inside
 * @property {number[]} [been]  occasions at which the holder was admitted and had left
 * @property {number[]} [valid]  occasions the ticket is for; all when absent
 * @property {number} flags
 * @property {string} [family]
 */

/**
 * @typedef {object} List  what belongs to all tickets of the list
 * @property {boolean} reentry
 * @property {"amber" | "red"} unknown
 * @property {boolean} [cancelled]  the event was called off
 * @property {{ no: number, starts_at: string, ends_at: string }[]} occasions
 */

/**
 * @typedef {ScanFacts & { ticket: string, verdict: string, settled?: 1, reflected?: 1 }} Passage
 *   a reading of this phone; `settled`: the server's verdict; `reflected`: the list tells of it
 */

/**
 * @typedef {object} LocalVerdict
 * @property {string} verdict
 * @property {number | null} occasion
 * @property {{ at: number, gate: string | null } | null} first  where this phone itself let it in
 * @property {number} flags
 * @property {number[] | null} otherOccasions  those the ticket is for, where this is none of them
 * @property {string | null} earnest  of a practice ticket: what it would have been
 */

export const FLAGS = { childAlone: 1, ask: 2, practice: 4, staff: 8 };

const PASSES = new Set(["admitted", "already-in", "re-entry", "out", "undone", "stored"]);

/**
 * Judge a reading; `row` is null for what the list does not know.
 * @param {List} list
 * @param {RosterRow | null} row
 * @param {Passage[]} passages  this phone's readings of the ticket
 * @param {{ id: string, device: string, gate: string | null, direction: Direction, at: number,
 *   undoes?: string | undefined }} reading
 * @returns {LocalVerdict}
 */
export function judgeHere(list, row, passages, reading) {
  const occasion = nearestOccasion(list.occasions, reading.at);
  const known = row ?? learnt(passages);
  if (known === null) {
    return { ...NOTHING, verdict: "unknown", occasion };
  }
  const scans = [...standing(known, passages), ...pending(passages), { ...reading, occasion }];
  const facts = factsOf(known, list);
  const { verdicts, occasions } = judge(facts, scans);
  return {
    verdict: verdicts.get(reading.id) ?? "unknown",
    occasion,
    first: ownFirst(occasions.get(occasion)?.first ?? null, reading),
    flags: known.flags,
    otherOccasions: elsewhere(known, occasion),
    earnest: facts.practice ? earnestVerdict(facts, scans, reading.id) : null,
  };
}

/**
 * Tell when and where this phone itself let the ticket in before.
 * @param {ScanFacts | null} first
 * @param {{ id: string, device: string }} reading
 */
function ownFirst(first, { id, device }) {
  return first !== null && first.device === device && first.id !== id
    ? { at: first.at, gate: first.gate }
    : null;
}

/** @type {LocalVerdict} */
const NOTHING = {
  ...{ verdict: "unknown", occasion: null, first: null },
  ...{ flags: 0, otherOccasions: null, earnest: null },
};

/**
 * Take as a valid ticket what the list lacks and the server has admitted since.
 * @param {Passage[]} passages
 * @returns {RosterRow | null}
 */
function learnt(passages) {
  const isKnown = passages.some(({ settled, verdict }) => settled === 1 && PASSES.has(verdict));
  return isKnown
    ? { hash: "", short: "", category: "adult", state: "valid", in: [], flags: 0 }
    : null;
}

/**
 * @param {RosterRow} row
 * @param {List} list
 * @returns {import("./judge.js").TicketFacts}
 */
function factsOf({ state, flags }, { reentry, cancelled = false }) {
  /** @param {string} name */
  const since = (name) => (state === name ? -Infinity : null);
  return {
    waiting: state === "waiting",
    practice: (flags & FLAGS.practice) !== 0,
    staff: (flags & FLAGS.staff) !== 0,
    blockedAt: since("blocked"),
    replacedAt: since("replaced"),
    deregisteredAt: since("deregistered"),
    cancelled,
    reentry,
  };
}

/**
 * Write where the list says the ticket stands as scans of long ago.
 * @param {RosterRow} row
 * @param {Passage[]} passages
 * @returns {ScanFacts[]}
 */
function standing(row, passages) {
  const inside = new Set(row.in);
  const been = new Set(row.been ?? []);
  for (const passage of takenBack(passages)) {
    const no = /** @type {number} */ (passage.occasion);
    been.delete(no);
    inside.delete(no);
    if (passage.verdict === "re-entry") {
      been.add(no);
    } else if (passage.verdict !== "admitted") {
      inside.add(no);
    }
  }
  return [
    ...[...been, ...inside].map((no) => longAgo("in", no)),
    ...[...been].map((no) => longAgo("out", no)),
  ];
}

/**
 * Find the passages that the list tells of and that were taken back since, as far as that moves the ticket.
 * @param {Passage[]} passages
 */
function takenBack(passages) {
  const undone = new Set(
    passages.filter(({ reflected }) => reflected === undefined).map(({ undoes }) => undoes),
  );
  return passages.filter(
    ({ id, reflected, verdict }) =>
      reflected === 1 && undone.has(id) && ["admitted", "re-entry", "out"].includes(verdict),
  );
}

/**
 * @param {"in" | "out"} direction
 * @param {number} occasion
 * @returns {ScanFacts}
 */
function longAgo(direction, occasion) {
  const at = direction === "in" ? 0 : 1;
  return { id: `${direction}-${occasion}`, device: "", gate: null, direction, occasion, at };
}

/**
 * Choose the readings that the list does not tell of; one that the server refused moved nothing.
 * @param {Passage[]} passages
 */
function pending(passages) {
  return passages.filter(
    ({ reflected, settled, verdict }) =>
      reflected === undefined && (settled === undefined || PASSES.has(verdict)),
  );
}

/**
 * @param {RosterRow} row
 * @param {number | null} occasion
 */
function elsewhere({ valid }, occasion) {
  return valid === undefined || occasion === null || valid.includes(occasion) ? null : valid;
}

/**
 * @param {import("./judge.js").TicketFacts} facts
 * @param {ScanFacts[]} scans
 * @param {string} id
 */
function earnestVerdict(facts, scans, id) {
  return judge({ ...facts, practice: false }, scans).verdicts.get(id) ?? null;
}

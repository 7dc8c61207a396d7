// @ts-check
// What a scan comes to: twin of eventsys/checkin/rules.py, held to the same tests/vectors/verdicts.json.
// Verdicts are a function of the set of a ticket's scans, ordered by (moment, id).

/** @typedef {"in" | "out" | "undo"} Direction */

/**
 * @typedef {object} TicketFacts  what a ticket is, apart from its scans; moments in ms say since when
 * @property {boolean} [waiting]
 * @property {boolean} [practice]
 * @property {boolean} [staff]
 * @property {number | null} [blockedAt]
 * @property {number | null} [replacedAt]
 * @property {number | null} [deregisteredAt]
 * @property {boolean} [cancelled]
 * @property {boolean} reentry
 */

/**
 * @typedef {object} ScanFacts
 * @property {string} id
 * @property {string} device
 * @property {number | null} occasion
 * @property {string | null} gate
 * @property {Direction} direction
 * @property {number} at
 * @property {string | undefined} [undoes]
 */

/** @typedef {{ first: ScanFacts | null, inside: boolean }} OccasionState */
/** @typedef {{ verdicts: Map<string, string>, occasions: Map<number | null, OccasionState> }} History */

/** An undo has effect for this many milliseconds. */
export const LATEST_UNDO = 15 * 60_000;

/**
 * Decide what each scan of a ticket comes to, and where the ticket stands after them.
 * @param {TicketFacts} ticket
 * @param {ScanFacts[]} scans
 * @returns {History}
 */
export function judge(ticket, scans) {
  const ordered = [...scans].sort(inOrder);
  const undone = undoneScans(ordered);
  /** @type {History} */
  const history = { verdicts: new Map(), occasions: new Map() };
  for (const scan of ordered) {
    if (scan.direction !== "undo" && !undone.has(scan.id)) {
      history.verdicts.set(scan.id, passGate(ticket, scan, history));
    }
  }
  judgeUndos(ticket, ordered, undone, history);
  return history;
}

/**
 * @param {TicketFacts} ticket
 * @param {ScanFacts[]} ordered
 * @param {Map<string, string>} undone
 * @param {History} history
 */
function judgeUndos(ticket, ordered, undone, history) {
  for (const scan of ordered) {
    if (undone.has(scan.id) || undone.get(scan.undoes ?? "") === scan.id) {
      history.verdicts.set(scan.id, "undone");
    } else if (scan.direction === "undo") {
      history.verdicts.set(scan.id, verdictNow(ticket, scan, history));
    }
  }
}

/**
 * Find the occasion nearest to a moment; of two, the one that begins earlier.
 * @param {{ no: number, starts_at: string, ends_at: string }[]} occasions
 * @param {number} moment
 * @returns {number | null}
 */
export function nearestOccasion(occasions, moment) {
  const ranked = occasions.map(({ no, starts_at, ends_at }) => {
    const [start, end] = [Date.parse(starts_at), Date.parse(ends_at)];
    return { no, start, away: Math.max(start - moment, moment - end, 0) };
  });
  ranked.sort((one, other) => one.away - other.away || one.start - other.start);
  return ranked[0]?.no ?? null;
}

/**
 * @param {ScanFacts} one
 * @param {ScanFacts} other
 */
function inOrder(one, other) {
  return one.at - other.at || (one.id < other.id ? -1 : 1);
}

/**
 * Find the scans that are taken back, each with the first scan that does so.
 * @param {ScanFacts[]} ordered
 * @returns {Map<string, string>}
 */
function undoneScans(ordered) {
  const byId = new Map(ordered.filter(isPassage).map((scan) => [scan.id, scan]));
  const undone = new Map();
  for (const scan of ordered) {
    const target = isPassage(scan) ? undefined : byId.get(scan.undoes ?? "");
    if (target !== undefined && canUndo(target, scan) && !undone.has(target.id)) {
      undone.set(target.id, scan.id);
    }
  }
  return undone;
}

/** @param {ScanFacts} scan */
function isPassage({ direction }) {
  return direction !== "undo";
}

/**
 * Tell whether one scan may take back another: made by the same device, a quarter of an hour apart at most.
 * @param {{ device: string, at: number }} target
 * @param {{ device: string, at: number }} undo
 */
export function canUndo(target, undo) {
  return target.device === undo.device && Math.abs(undo.at - target.at) <= LATEST_UNDO;
}

/**
 * Decide what one scan comes to after those before it, and move the ticket accordingly.
 * @param {TicketFacts} ticket
 * @param {ScanFacts} scan
 * @param {History} history
 */
function passGate(ticket, scan, { occasions }) {
  const refusal = refuse(ticket, scan.at);
  if (refusal !== null) {
    return refusal;
  }
  const state = occasions.get(scan.occasion) ?? { first: null, inside: false };
  occasions.set(scan.occasion, state);
  if (scan.direction === "out") {
    state.inside = false;
    return "out";
  }
  if (state.first === null) {
    state.first = scan;
    state.inside = true;
    return "admitted";
  }
  if (state.inside || !ticket.reentry) {
    return "already-in";
  }
  state.inside = true;
  return "re-entry";
}

/**
 * Say why a ticket admits nobody at a moment, or is not counted; null where it admits.
 * @param {TicketFacts} ticket
 * @param {number} at
 */
function refuse(ticket, at) {
  /** @type {[boolean | undefined, string][]} */
  const reasons = [
    [ticket.practice, "test"],
    [ticket.staff, "staff"],
    [ticket.cancelled, "cancelled-event"],
    [isPast(ticket.replacedAt, at), "replaced"],
    [isPast(ticket.blockedAt, at), "blocked"],
    [isPast(ticket.deregisteredAt, at), "deregistered"],
    [ticket.waiting, "waiting"],
  ];
  return reasons.find(([holds]) => holds)?.[1] ?? null;
}

/**
 * Tell where the ticket stands, for an undo that has no effect.
 * @param {TicketFacts} ticket
 * @param {ScanFacts} scan
 * @param {History} history
 */
function verdictNow(ticket, scan, { occasions }) {
  return refuse(ticket, scan.at) ?? (occasions.get(scan.occasion)?.inside ? "already-in" : "out");
}

/**
 * @param {number | null | undefined} since
 * @param {number} at
 */
function isPast(since, at) {
  return typeof since === "number" && since <= at;
}

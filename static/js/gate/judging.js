// @ts-check
// One reading after another: kept first, then judged by server and phone at once; who is first within
// a short patience is shown, and it is never a person who waits for the network.

import { state } from "../core/dom.js";
import { makeId } from "../core/ids.js";
import { takeReading } from "./reading.js";
import { noteShown } from "./scans.js";
import { showUnsaved } from "./screen.js";
import { askVerdict } from "./sync.js";

/** @typedef {import("./reading.js").Reading} Reading */
/** @typedef {import("./sync.js").Outcome} Answer */

/**
 * @typedef {object} Shown  what the volunteer is shown of a reading
 * @property {string} verdict
 * @property {{ at: string, gate: string | null } | null} first
 * @property {string} at  when it was read, by the clock that `first` is told by
 * @property {string | null} gate
 * @property {string | null} scan
 * @property {Pick<import("./judge-here.js").LocalVerdict, "flags" | "otherOccasions" | "earnest"> | null} ticket
 * @property {import("./roster.js").RosterNote | null} list
 */

/** What there is to show besides a verdict where no ticket was read. */
export const NOTHING = { first: null, at: "", gate: null, scan: null, ticket: null, list: null };

/** Milliseconds after which the phone's own verdict is shown, so that it stands there within 300. */
const PATIENCE = 270;

/**
 * Make the function that takes what was read; it is busy until the verdict is shown.
 * @param {import("./start.js").Gate} gate
 * @param {{ show: (shown: Shown) => string, direction: () => "in" | "out",
 *   onRead: (reading: Reading) => void, onShown: (reading: Reading) => void, onLate: ReturnType<typeof import("./late.js").makeLateNotes> }} desk
 */
export function makeJudge(gate, { show, direction, onRead, onShown, onLate }) {
  let judging = false;

  /** @param {string} text */
  async function take(text) {
    const device = gate.device();
    if (device === null || judging) {
      return;
    }
    judging = true;
    state("judging", 1);
    try {
      await judge(device, text);
    } finally {
      judging = false;
      state("judging", 0);
    }
  }

  /**
   * @param {import("./devices.js").Device} device
   * @param {string} text
   */
  async function judge(device, text) {
    const began = performance.now();
    const before = { id: makeId(), text, direction: direction(), at: new Date() };
    const reading = await takeReading(gate.line.store, device, before).catch(() => null);
    if (reading === null) {
      showUnsaved(true);
      return;
    }
    state("known", Math.round(performance.now() - began));
    onRead(reading);
    const asked = askVerdict(gate.line, reading.row);
    const answer = await soonEnough(asked, reading, PATIENCE - (performance.now() - began));
    const shown = show(choose(reading, answer));
    state("took", Math.round(performance.now() - began));
    state("judge", isAnswer(answer) ? "server" : "phone");
    onShown(reading);
    void conclude(reading, asked, shown);
  }

  /**
   * Note what was shown, and take in what the server has to say, also when it is late.
   * @param {Reading} reading
   * @param {Promise<Answer>} asked
   * @param {string} shown
   */
  async function conclude({ row }, asked, shown) {
    await noteShown(gate.line.store, row.id, shown).catch(() => {});
    await gate.refresh();
    const answer = await asked;
    if (isAnswer(answer)) {
      onLate({ id: row.id, at: row.item.device_at, shown, verdict: answer.verdict });
    }
    const waiting = await gate.refresh();
    if (answer.verdict === "disconnected") {
      gate.disconnect();
    } else if (waiting > 0) {
      gate.send();
    }
  }

  return { take, isJudging: () => judging };
}

/**
 * Wait for the server for as long as a person may wait: shortly where this phone can judge by itself.
 * @param {Promise<Answer>} asked
 * @param {Reading} reading
 * @param {number} patience
 * @returns {Promise<Answer | null>}
 */
function soonEnough(asked, { local }, patience) {
  if (local === null) {
    return asked;
  }
  const late = new Promise((resolve) => setTimeout(resolve, Math.max(0, patience), null));
  return Promise.race([asked, late]);
}

/**
 * @param {Answer | null} answer
 * @returns {answer is import("./sync.js").Judged}
 */
function isAnswer(answer) {
  return answer !== null && "serverTime" in answer;
}

/**
 * Choose what is shown: the server's answer, else this phone's own verdict, else that it is kept.
 * @param {Reading} reading
 * @param {Answer | null} answer
 * @returns {Shown}
 */
function choose({ row, local, list }, answer) {
  const { gate, device_at } = row.item;
  const common = { gate, scan: row.id, ticket: local, list };
  if (isAnswer(answer)) {
    const { verdict, first, serverTime } = answer;
    return { ...common, verdict, first, at: serverTime };
  }
  if (local === null || answer?.verdict === "disconnected") {
    return { ...common, verdict: "stored", first: null, at: device_at };
  }
  const own = local.first;
  return {
    ...{ ...common, verdict: local.verdict },
    first: own === null ? null : { at: new Date(own.at).toISOString(), gate: own.gate },
    at: new Date(Date.parse(device_at) + (list?.offset ?? 0)).toISOString(),
  };
}

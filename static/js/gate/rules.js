// @ts-check
// What the phone decides by itself: which code was read, and how an answer is to be shown.

/** @typedef {"code" | "short-code" | "other"} CodeKind */
/** @typedef {{ kind: CodeKind, value: string }} CodeRead */
/** @typedef {"good" | "neutral" | "caution" | "stop"} Tone */

const CODE = /^[0-9A-HJKMNP-TV-Z]{24}$/;
const GAPS = /[\s\u00ad\u2010-\u2015-]+/g;
const TICKET_PATH = "/T/";
const SHORT_SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const SHORT_LENGTH = 8;

/** Milliseconds without the ticket in view after which it counts as shown anew. */
const SHOWN_ANEW = 3000;
/** Milliseconds without the ticket in view that an unsteady hand explains. */
const HELD = 1000;

/** @type {Map<string, Tone>} */
const TONES = new Map([
  ["admitted", "good"],
  ["re-entry", "good"],
  ["staff", "good"],
  ["same", "neutral"],
  ["out", "neutral"],
  ["undone", "neutral"],
  ["test", "neutral"],
  ["stored", "neutral"],
  ["already-in", "caution"],
  ["waiting", "caution"],
  ["unknown", "caution"],
  ["blocked", "stop"],
  ["replaced", "stop"],
  ["deregistered", "stop"],
  ["cancelled-event", "stop"],
  ["other-event", "stop"],
]);

/**
 * Tell what a text holds: a ticket's code, its short code or something else.
 * Case, blanks and hyphens are ignored, and what follows the last `/T/` counts.
 * @param {string} text
 * @returns {CodeRead}
 */
export function readCode(text) {
  const value = normalise(text);
  if (isShortCode(value)) {
    return { kind: "short-code", value };
  }
  const code = value.replace(/[IL]/g, "1").replace(/O/g, "0");
  return CODE.test(code) ? { kind: "code", value: code } : { kind: "other", value };
}

/** @param {string} text */
function normalise(text) {
  const upper = text.toUpperCase();
  const before = upper.lastIndexOf(TICKET_PATH);
  const bare = before === -1 ? upper : upper.slice(before + TICKET_PATH.length);
  return bare.replace(GAPS, "");
}

/**
 * Tell whether these are eight symbols of which the last one checks the others.
 * @param {string} text
 */
export function isShortCode(text) {
  const values = [...text].map((symbol) => SHORT_SYMBOLS.indexOf(symbol));
  if (values.length !== SHORT_LENGTH || values.includes(-1)) {
    return false;
  }
  const check = values.pop();
  const sum = values.reduce((total, value, place) => total + (place + 1) * value, 0);
  return sum % SHORT_SYMBOLS.length === check;
}

/**
 * Tell how the volunteer is to take a verdict; one that this page does not know yet is for caution.
 * @param {string} verdict
 * @returns {Tone}
 */
export function toneOf(verdict) {
  return TONES.get(verdict) ?? "caution";
}

/** How grave a tone is. @type {Record<Tone, number>} */
const GRAVITY = { good: 0, neutral: 0, caution: 1, stop: 2 };

/**
 * Tell whether a verdict is graver than the one that was shown before it came.
 * @param {string} shown
 * @param {string} verdict
 */
export function isGraver(shown, verdict) {
  return GRAVITY[toneOf(verdict)] > GRAVITY[toneOf(shown)];
}

/**
 * Tell whether "already in" only means the ticket that this gate let in a moment ago.
 * @param {{ verdict: string, first: { at: string, gate: string | null } | null }} result
 * @param {{ gate: string | null, serverTime: string }} seen
 */
export function isSameTicket(result, { gate, serverTime }) {
  if (result.verdict !== "already-in" || result.first === null || result.first.gate !== gate) {
    return false;
  }
  const since = Date.parse(serverTime) - Date.parse(result.first.at);
  return since >= 0 && since < SHOWN_ANEW;
}

/**
 * Tell what the camera's reading of a code comes to after the last one.
 * @param {{ value: string, at: number } | null} last  the code last read, and when it was last in view
 * @param {{ value: string, at: number }} reading
 * @returns {"held" | "same" | "fresh"}
 */
export function compareReading(last, reading) {
  if (last === null || last.value !== reading.value || reading.at - last.at >= SHOWN_ANEW) {
    return "fresh";
  }
  return reading.at - last.at < HELD ? "held" : "same";
}

// @ts-check
// Says how much of the list of tickets is on this phone, and from when.

import { find, language, say, state } from "../core/dom.js";
import { getJson } from "../core/http.js";
import { clockTime, wholeNumber } from "../core/format.js";
import { fetchRoster, rosterOf } from "./roster.js";

/** @typedef {import("./roster.js").RosterNote} RosterNote */
/** @typedef {import("./sync.js").Line} Line */

/**
 * Show what is here.
 * @param {RosterNote | null} note
 */
export function showList(note) {
  const { count, fetchedAt, reentry } = note ?? NONE;
  const kind = kindOf(note);
  const values = { count: wholeNumber(count, language()), time: timeOf(fetchedAt) };
  find("#list").textContent = say(`list-${kind}`, values);
  find("#way").toggleAttribute("hidden", !reentry);
  state("list", kind);
  state("tickets", count);
}

const NONE = { count: 0, fetchedAt: null, reentry: false };

/** @param {RosterNote | null} note */
function kindOf(note) {
  if (note === null) {
    return "none";
  }
  return note.fetchedAt === null ? "fetching" : "ready";
}

/** @param {number | null} moment */
function timeOf(moment) {
  return moment === null ? "" : clockTime(new Date(moment).toISOString(), language());
}

/**
 * Fetch what is new, and show how far it is.
 * @param {import("./devices.js").Device} device
 * @param {Line} line
 */
export async function fetchList(device, { store, now }) {
  showList(await rosterOf(store, device.id));
  const fetched = await fetchRoster({ store, get: getJson, now }, device.id, showList);
  state("fetch", fetched.state);
  return fetched;
}

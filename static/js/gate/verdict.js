// @ts-check
// Shows a verdict by colour, shape, word, vibration and sound, and blanks it soon.

import { copyOf, find, language, say, state } from "../core/dom.js";
import { clockTime, dayOf } from "../core/format.js";
import { FLAGS } from "./judge-here.js";
import { isSameTicket, toneOf } from "./rules.js";
import { sound, vibrate } from "./signal.js";

/** @typedef {import("./judging.js").Shown} Shown */
/** @typedef {import("./rules.js").Tone} Tone */

/** A verdict is blanked after this many milliseconds: the next person needs the screen. */
const SHOWN_FOR = 1900;
/** Longer where there is something to choose. */
const OFFERED_FOR = 20_000;
/** A ticket with one of these verdicts may be let in all the same; the person is counted by hand. */
const OFFERED = new Set(["unknown", "waiting", "deregistered"]);

/**
 * Make the board that shows outcomes in the page's result.
 * @param {{ isSoundOn: () => boolean, goodFor?: () => number }} mood  `goodFor`: how long a good one is shown
 */
export function makeVerdictBoard({ isSoundOn, goodFor = () => SHOWN_FOR }) {
  const result = find("#result");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Shown | null} */
  let offered = null;
  let count = 0;

  /**
   * Show an outcome; gives the verdict that the volunteer sees.
   * @param {Shown} shown
   */
  function show(shown) {
    clearTimeout(timer);
    const name = nameOf(shown);
    const isRed = isShut(name, shown);
    const tone = isRed ? "stop" : toneOf(name);
    fill(isRed ? "unknown-red" : name, tone, shown);
    vibrate(tone);
    if (isSoundOn()) {
      sound(tone);
    }
    offer(OFFERED.has(name) && !isRed ? shown : null);
    count += 1;
    state("verdict", name);
    state("results", count);
    timer = setTimeout(blank, timeFor(tone));
    return name === "same" ? "already-in" : name;
  }

  /**
   * @param {string} name
   * @param {Tone} tone
   * @param {Shown} shown
   */
  function fill(name, tone, shown) {
    const card = copyOf(hasCard(name) ? `#verdict-${name}` : "#verdict-new");
    find("[data-detail]", card).textContent = detailOf(shown, name);
    find("[data-care]", card).textContent = careOf(shown);
    result.replaceChildren(card);
    result.dataset["tone"] = tone;
  }

  /** @param {Tone} tone */
  function timeFor(tone) {
    if (offered !== null) {
      return OFFERED_FOR;
    }
    return tone === "good" ? goodFor() : SHOWN_FOR;
  }

  /** @param {Shown | null} shown */
  function offer(shown) {
    offered = shown;
    find("#offer").toggleAttribute("hidden", shown === null);
    state("offer", shown === null ? "none" : shown.verdict);
  }

  function blank() {
    clearTimeout(timer);
    result.replaceChildren();
    delete result.dataset["tone"];
    offer(null);
  }

  return { show, blank, offered: () => offered };
}

/**
 * Give the word by which a verdict is shown.
 * @param {string} name
 */
export function wordOf(name) {
  const card = copyOf(hasCard(name) ? `#verdict-${name}` : "#verdict-new");
  return find(".word", card).textContent?.trim() ?? "";
}

/** @param {Shown} shown */
function nameOf({ verdict, first, gate, at }) {
  const isSame = isSameTicket({ verdict, first }, { gate, serverTime: at });
  return isSame ? "same" : verdict;
}

/**
 * Tell whether nobody may be let in without a ticket that we know.
 * @param {string} name
 * @param {Shown} shown
 */
function isShut(name, { list }) {
  return name === "unknown" && list?.unknown === "red";
}

/** @param {string} name */
function hasCard(name) {
  return document.getElementById(`verdict-${name}`) !== null;
}

/**
 * Tell when and where the ticket came in first; of a practice ticket, what it would have been.
 * @param {Shown} shown
 * @param {string} name
 */
function detailOf({ first, ticket }, name) {
  if (name === "test" && ticket?.earnest) {
    return say("in-earnest", { word: wordOf(ticket.earnest) });
  }
  if (name !== "already-in" || first === null) {
    return "";
  }
  const time = clockTime(first.at, language());
  return first.gate === null
    ? say("since", { time })
    : say("since-at-gate", { time, gate: first.gate });
}

/**
 * Tell what to mind besides the verdict: a child alone, a question to the organiser, a ticket of another day.
 * @param {Shown} shown
 */
function careOf({ verdict, ticket, list }) {
  const flags = ticket?.flags ?? 0;
  if (flags & FLAGS.childAlone) {
    return say("child-alone");
  }
  if (flags & FLAGS.ask) {
    return say("ask-organiser");
  }
  const other = list?.occasions.find(({ no }) => ticket?.otherOccasions?.includes(no));
  return other !== undefined && toneOf(verdict) === "good"
    ? say("other-day", { day: dayOf(other.starts_at, language()) })
    : "";
}

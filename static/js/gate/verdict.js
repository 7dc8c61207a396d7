// @ts-check
// Shows a verdict by colour, shape, word, vibration and sound, and blanks it soon.

import { copyOf, find, language, say, state } from "../core/dom.js";
import { clockTime } from "../core/format.js";
import { isSameTicket, toneOf } from "./rules.js";
import { sound, vibrate } from "./signal.js";

/** @typedef {import("./sync.js").Outcome | { verdict: "same" }} Outcome */

/** A verdict is blanked after this many milliseconds: the next person needs the screen. */
const SHOWN_FOR = 1900;

/**
 * Make the function that shows outcomes in the page's result.
 * @param {() => boolean} isSoundOn
 */
export function makeVerdictBoard(isSoundOn) {
  const result = find("#result");
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let shown = 0;

  /**
   * @param {Outcome} outcome
   * @param {string | null} gate
   */
  return function show(outcome, gate) {
    clearTimeout(timer);
    const name = nameOf(outcome, gate);
    const tone = toneOf(name);
    const card = copyOf(hasCard(name) ? `#verdict-${name}` : "#verdict-new");
    find("[data-detail]", card).textContent = detailOf(outcome);
    result.replaceChildren(card);
    result.dataset["tone"] = tone;
    vibrate(tone);
    if (isSoundOn()) {
      sound(tone);
    }
    shown += 1;
    state("verdict", name);
    state("results", shown);
    timer = setTimeout(blank, SHOWN_FOR);
  };

  function blank() {
    result.replaceChildren();
    delete result.dataset["tone"];
  }
}

/**
 * @param {Outcome} outcome
 * @param {string | null} gate
 */
function nameOf(outcome, gate) {
  if ("first" in outcome && isSameTicket(outcome, { gate, serverTime: outcome.serverTime })) {
    return "same";
  }
  return outcome.verdict === "disconnected" ? "stored" : outcome.verdict;
}

/** @param {string} name */
function hasCard(name) {
  return document.getElementById(`verdict-${name}`) !== null;
}

/**
 * Tell when and where the ticket came in first.
 * @param {Outcome} outcome
 */
function detailOf(outcome) {
  if (!("first" in outcome) || outcome.first === null || outcome.verdict !== "already-in") {
    return "";
  }
  const { at, gate } = outcome.first;
  const time = clockTime(at, language());
  return gate === null ? say("since", { time }) : say("since-at-gate", { time, gate });
}

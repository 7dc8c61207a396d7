// @ts-check
// What scanner and counter show in common: where we stand, which device this is, what waits.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { sound, vibrate, wakeSound } from "./signal.js";

/** @typedef {import("./devices.js").Device} Device */

/**
 * Show the parts of the page that belong to a state, and no others.
 * @param {"starting" | "broken" | "unpaired" | "ready" | "disconnected"} name
 */
export function showState(name) {
  for (const part of document.querySelectorAll("[data-for]")) {
    const states = part.getAttribute("data-for")?.split(" ") ?? [];
    part.toggleAttribute("hidden", !states.includes(name));
  }
  state("state", name);
}

/** Tell which state is shown. */
export function currentState() {
  return document.documentElement.dataset["state"];
}

/**
 * Show the event, the device's label and the gates to choose from.
 * @param {Device} device
 */
export function showDevice(device) {
  find("#event").textContent = titleOf(device.event);
  find("#label").textContent = device.label;
  const choice = /** @type {HTMLSelectElement} */ (find("#gate"));
  const none = new Option(say("no-gate"), "");
  choice.replaceChildren(none, ...device.gates.map((gate) => new Option(gate, gate)));
  choice.value = device.gate ?? "";
  find("#gate-choice").toggleAttribute("hidden", device.gates.length === 0);
}

/** @param {Device["event"]} event */
function titleOf({ slug, title }) {
  if (typeof title === "string") {
    return title;
  }
  return title[language()] ?? title["da"] ?? Object.values(title)[0] ?? slug;
}

/**
 * Show a number where people see it and where tests wait for it.
 * @param {string} name
 * @param {number} value
 */
export function showNumber(name, value) {
  const places = document.querySelectorAll(`[data-number="${name}"]`);
  places.forEach((place) => (place.textContent = wholeNumber(value, language())));
  state(name, value);
}

/**
 * Say what is wrong with a field, or that nothing is.
 * @param {string} field  the id of the input; its message has the id with `-error`
 * @param {string | null} text  the name of a text of the page
 */
export function showFieldError(field, text) {
  const input = find(`#${field}`);
  find(`#${field}-error`).textContent = text === null ? "" : say(text);
  if (text === null) {
    input.removeAttribute("aria-invalid");
    return;
  }
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

/** Milliseconds between two alarms. */
const ALARM = 3000;

/** @type {ReturnType<typeof setInterval> | undefined} */
let alarm;

/**
 * Tell loudly that something could not be kept; it stays until somebody says that it is written down.
 * The sound cannot be switched off.
 * @param {boolean} on
 */
export function showUnsaved(on) {
  clearInterval(alarm);
  if (on) {
    wakeSound();
    cryOut();
    alarm = setInterval(cryOut, ALARM);
  }
  find("#unsaved").toggleAttribute("hidden", !on);
  state("unsaved", on ? 1 : 0);
}

function cryOut() {
  vibrate("stop");
  sound("stop");
}

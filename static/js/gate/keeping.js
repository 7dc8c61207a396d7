// @ts-check
// Says in time when the phone may lose what is entrusted to it: a private window, a browser that promises
// nothing, a full phone, an empty battery.

import { find, state } from "../core/dom.js";
import { vibrate } from "./signal.js";

/**
 * @typedef {EventTarget & { level: number, charging: boolean }} Battery
 * @typedef {{ getBattery?: () => Promise<Battery> }} Phone
 */

const LITTLE_ROOM = 20_000_000;
const LOW = 0.2;
const LOOK = 120_000;

/** Ask the browser to keep what is stored, and go on looking after it. */
export function watchKeeping() {
  void tell("window", isOrdinary);
  void tell("promised", asksForPromise);
  const look = () => void tell("room", hasRoom);
  look();
  setInterval(look, LOOK);
  void watchBattery();
}

/**
 * State a fact on the page and show the notice about it, where it is bad; what cannot be found out is not told.
 * @param {string} name
 * @param {() => Promise<boolean | null>} ask  gives whether it is well
 */
async function tell(name, ask) {
  const isWell = await ask().catch(() => null);
  find(`#keeping-${name}`).toggleAttribute("hidden", isWell !== false);
  state(name, isWell === null ? "unknown" : isWell ? "yes" : "no");
}

/** Tell whether this is an ordinary window, as far as a browser lets that be seen. */
async function isOrdinary() {
  if (!window.isSecureContext) {
    return null;
  }
  if (!("serviceWorker" in navigator)) {
    return false; // Firefox
  }
  const { getDirectory } = navigator.storage ?? {};
  const opened = getDirectory?.call(navigator.storage) ?? Promise.resolve();
  return opened.then(
    () => true,
    () => false, // Safari
  );
}

async function asksForPromise() {
  return (await navigator.storage?.persist?.()) ?? null;
}

async function hasRoom() {
  const { quota, usage } = (await navigator.storage?.estimate?.()) ?? {};
  return quota === undefined || usage === undefined ? null : quota - usage > LITTLE_ROOM;
}

async function watchBattery() {
  const { getBattery } = /** @type {Phone} */ (navigator);
  const battery = await getBattery?.call(navigator).catch(() => undefined);
  if (battery === undefined) {
    return;
  }
  const look = () => tellBattery(battery);
  ["levelchange", "chargingchange"].forEach((name) => battery.addEventListener(name, look));
  new MutationObserver(look).observe(document.documentElement, {
    attributeFilter: ["data-unsent"],
  });
  setInterval(look, LOOK);
  look();
}

/** @param {Battery} battery */
function tellBattery({ level, charging }) {
  const { unsent = "0" } = document.documentElement.dataset;
  const isLow = level <= LOW && !charging && unsent !== "0";
  find("#keeping-battery").toggleAttribute("hidden", !isLow);
  state("battery", isLow ? "low" : "well");
  if (isLow) {
    vibrate("caution");
  }
}

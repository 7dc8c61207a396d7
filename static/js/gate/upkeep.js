// @ts-check
// Keeps the page itself on the phone, so that it starts without a connection, and up to date: a new
// edition is fetched beside the old one and takes over when nobody works with the page.

import { find, say, state } from "../core/dom.js";

/** A page that nobody touched for so many milliseconds rests. */
const REST = 60_000;
const LOOK = 15_000;
const ASK = 30 * 60_000;
const TRY_AGAIN = 60_000;

/** When the page was touched last; a page that just started rests. */
let touched = Number.NEGATIVE_INFINITY;
/** Whether this page is of a former edition, as another has taken over. */
let outdated = false;
/** Whether somebody asked for the new edition. */
let wanted = false;

/** Keep the page on the phone from now on; it works without that, as long as there is a connection. */
export async function keepUp() {
  const registration = await register().catch(() => undefined);
  if (registration === undefined) {
    showOffline("impossible");
    return;
  }
  ["pointerdown", "keydown"].forEach((name) => addEventListener(name, touch, { capture: true }));
  const { controller } = navigator.serviceWorker;
  let controlled = controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    outdated = controlled;
    controlled = true;
    consider(registration);
  });
  find("#take-newer").addEventListener("click", () => {
    wanted = true;
    consider(registration);
  });
  registration.addEventListener("updatefound", () => follow(registration));
  follow(registration);
  setInterval(() => consider(registration), LOOK);
  setInterval(() => registration.update().catch(noted), ASK);
  controller?.postMessage("tidy");
}

/** @returns {Promise<ServiceWorkerRegistration | undefined>} */
async function register() {
  return navigator.serviceWorker?.register("sw.js", { updateViaCache: "none" });
}

const noted = () => {}; // without a connection there is nothing new

function touch() {
  touched = performance.now();
}

/** @param {ServiceWorkerRegistration} registration */
function follow(registration) {
  const { installing, active } = registration;
  showOffline(active === null ? "not-yet" : "ready");
  installing?.addEventListener("statechange", () => {
    showOffline(registration.active === null ? "not-yet" : "ready");
    if (installing.state === "redundant" && registration.active === null) {
      setTimeout(tryAgain, TRY_AGAIN);
    }
    consider(registration);
  });
  consider(registration);
}

/** The very first edition did not come whole. */
function tryAgain() {
  register().then((registration) => registration && follow(registration), noted);
}

/**
 * Show that there is a new edition, and go over to it if the page rests.
 * @param {ServiceWorkerRegistration} registration
 */
function consider({ active, waiting }) {
  const isNewer = outdated || [active, waiting].every((each) => each !== null);
  find("#newer").toggleAttribute("hidden", !isNewer);
  state("newer", isNewer ? 1 : 0);
  if (isNewer && !isBusy() && !isInHand()) {
    goOver(waiting);
  }
}

/** @param {ServiceWorker | null} waiting */
function goOver(waiting) {
  if (outdated) {
    location.reload();
  } else {
    waiting?.postMessage("take-over");
  }
}

/** Tell whether somebody holds the phone and has not asked for the new edition. */
function isInHand() {
  return !wanted && performance.now() - touched < REST;
}

/** Tell whether somebody scans, types or looks at something that a reload would take away. */
function isBusy() {
  const { pairing, judging, unsaved } = document.documentElement.dataset;
  const cameras = [...document.querySelectorAll("video")].map(({ srcObject }) => srcObject);
  const inputs = [...document.querySelectorAll("input")];
  return (
    [pairing === "asking", judging === "1", unsaved === "1"].includes(true) ||
    cameras.some((stream) => stream instanceof MediaStream && stream.active) ||
    inputs.some(({ value, defaultValue }) => value !== defaultValue) ||
    document.querySelector("dialog[open]") !== null
  );
}

/** @param {"ready" | "not-yet" | "impossible"} how */
function showOffline(how) {
  find("#offline").textContent = say(`offline-${how}`);
  state("offline", how);
}

// @ts-check
// What scanner and counter do first, and alike: open the journal, pair the phone, keep sending.

import { find, state } from "../core/dom.js";
import { postJson } from "../core/http.js";
import { openStore } from "../core/idb.js";
import { makeId } from "../core/ids.js";
import { TABLES, VERSION, chooseGate, currentDevice } from "./devices.js";
import { wireHandover } from "./handover-dialog.js";
import { listWaiting } from "./journal.js";
import { followLanguage, offerInstalling } from "./installing.js";
import { watchKeeping } from "./keeping.js";
import { codeOfFragment, pair } from "./pairing.js";
import { makeSchedule } from "./schedule.js";
import { showDevice, showFieldError, showNumber, showState, showUnsaved } from "./screen.js";
import { sendWaiting } from "./sync.js";
import { keepUp } from "./upkeep.js";

/** @typedef {import("./devices.js").Device} Device */
/** @typedef {import("./sync.js").Line} Line */

/**
 * @typedef {object} Gate
 * @property {Line} line
 * @property {() => Device | null} device
 * @property {() => Promise<number>} refresh  show the numbers anew; gives how many rows wait
 * @property {() => void} send
 * @property {() => void} sendInHope  send, since something tells that there may be coverage again
 * @property {() => Promise<import("./sync.js").Sent>} sendNow  send and wait for what comes of it
 * @property {() => void} disconnect
 */

/** @typedef {(device: Device, line: Line) => Promise<{ state: string }>} Fetch */

/**
 * Get everything going; null when this browser keeps nothing.
 * @param {(device: Device, line: Line) => Promise<void>} showNumbers
 * @param {Fetch} [fetchMore]  what is fetched after each sending
 * @returns {Promise<Gate | null>}
 */
export async function startGate(showNumbers, fetchMore) {
  if (followLanguage()) {
    return null;
  }
  offerInstalling();
  const code = takeFragment();
  const store = await openStore("gate", { tables: TABLES, version: VERSION }).catch(() => null);
  if (store === null) {
    showState("broken");
    return null;
  }
  watchKeeping();
  const line = { store, post: postJson, now: () => new Date() };
  const gate = makeGate(line, showNumbers, fetchMore);
  wirePairing(gate, gate.use);
  wireGateChoice(gate);
  wireSending(gate);
  wireHandover(gate);
  find("#unsaved button").addEventListener("click", () => showUnsaved(false));
  begin(gate, code)
    .catch(() => showState("broken"))
    .then(keepUp);
  window.addEventListener("hashchange", () => void takeLink(gate, gate.use, takeFragment()));
  return gate;
}

/**
 * Take the pairing code out of the address bar at once: it is nobody's business.
 */
function takeFragment() {
  const code = codeOfFragment(location.hash);
  if (location.hash !== "") {
    history.replaceState(null, "", location.pathname + location.search);
  }
  return code;
}

/**
 * @param {Line} line
 * @param {(device: Device, line: Line) => Promise<void>} showNumbers
 * @param {Fetch} [fetchMore]
 */
function makeGate(line, showNumbers, fetchMore = async () => ({ state: "later" })) {
  /** @type {Device | null} */
  let device = null;

  async function refresh() {
    device = await currentDevice(line.store);
    const waiting = await listWaiting(line.store);
    showNumber("unsent", waiting.length);
    if (device !== null) {
      await showNumbers(device, line);
    }
    return waiting.length;
  }

  async function send() {
    if (device === null) {
      return /** @type {const} */ ({ state: "sent", wait: null });
    }
    const sent = await inTurn(() => sendWaiting(line, device?.id ?? ""));
    await refresh();
    const fetched = sent.state === "sent" ? await fetchMore(device, line).catch(() => null) : null;
    const isShut = [sent.state, fetched?.state].includes("disconnected");
    showState(isShut ? "disconnected" : "ready");
    state("network", sent.state);
    return sent;
  }

  /** @param {Device} paired */
  async function use(paired) {
    device = paired;
    if (belongsElsewhere(paired)) {
      return;
    }
    showDevice(paired);
    showState("ready");
    await refresh();
    void schedule();
  }

  const schedule = makeSchedule(send);
  const disconnect = () => showState("disconnected");
  return {
    ...{ line, device: () => device, refresh, use },
    ...{ send: () => void schedule(), sendInHope: () => void schedule({ isHopeful: true }) },
    ...{ sendNow: send, disconnect },
  };
}

/**
 * Send a phone that was paired for counting to the counter.
 * @param {Device} device
 */
function belongsElsewhere({ role }) {
  const counter = /** @type {HTMLAnchorElement | null} */ (document.querySelector("#counter"));
  if (role !== "count" || counter === null) {
    return false;
  }
  location.replace(counter.href);
  return true;
}

/**
 * Let one page at a time send, where the browser can see to it; twice does no harm.
 * @param {() => Promise<import("./sync.js").Sent>} work
 */
function inTurn(work) {
  return navigator.locks ? navigator.locks.request("eventsys-send", work) : work();
}

/**
 * @param {ReturnType<typeof makeGate>} gate
 * @param {string} code
 */
async function begin(gate, code) {
  const known = await currentDevice(gate.line.store);
  if (known !== null) {
    await gate.use(known);
  } else {
    showState("unpaired");
    await gate.refresh();
  }
  await takeLink(gate, gate.use, code);
}

/**
 * Pair by the code of a link, which stays in the form for another try.
 * @param {Gate} gate
 * @param {(device: Device) => Promise<void>} use
 * @param {string} code
 */
async function takeLink(gate, use, code) {
  if (code !== "") {
    /** @type {HTMLInputElement} */ (find("#pairing-code")).value = code;
    await tryPairing(gate, use, code).catch(() => showState("broken"));
  }
}

/**
 * @param {Gate} gate
 * @param {(device: Device) => Promise<void>} use
 */
function wirePairing(gate, use) {
  find("#pairing").addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const { value } = /** @type {HTMLInputElement} */ (find("#pairing-code"));
    tryPairing(gate, use, value).catch(() => showState("broken"));
  });
}

/**
 * @param {Gate} gate
 * @param {(device: Device) => Promise<void>} use
 * @param {string} code
 */
async function tryPairing({ line, device }, use, code) {
  state("pairing", "asking");
  const pairing = await pair(line, code, makeId);
  const failure = pairing.kind === "failed" ? pairing.why : null;
  showFieldError("pairing-code", failure === null ? null : `pairing-${failure}`);
  find("#still-connected").toggleAttribute("hidden", failure === null || device() === null);
  if (pairing.kind === "paired") {
    /** @type {HTMLInputElement} */ (find("#pairing-code")).value = "";
    await use(pairing.device);
  }
  state("pairing", failure ?? "done");
}

/** @param {Gate} gate */
function wireGateChoice({ line, device, refresh }) {
  const choice = /** @type {HTMLSelectElement} */ (find("#gate"));
  choice.addEventListener("change", async () => {
    const paired = device();
    if (paired !== null) {
      await chooseGate(line.store, paired.id, choice.value || null);
      await refresh();
    }
  });
}

/** @param {Gate} gate */
function wireSending({ sendInHope }) {
  window.addEventListener("online", sendInHope);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      sendInHope();
    }
  });
}

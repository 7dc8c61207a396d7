// @ts-check
// The dialog that ends a shift: it sends what waits, says what is left, hands that to another phone by
// QR codes where nothing can be sent, and clears the phone.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { wipe } from "./handover.js";
import { listWaiting } from "./journal.js";
import { showUnsaved } from "./screen.js";

/** @typedef {import("./start.js").Gate} Gate */
/** @typedef {"sending" | "clear" | "unsent" | "transfer" | "handed"} Step */

/** Milliseconds that sending may take before the dialog says what is left. */
const PATIENCE = 6000;
const NOTHING_SHOWN = { ids: /** @type {string[]} */ ([]), stop: () => {} };

/** Ids of rows that the volunteers say another phone has. @type {ReadonlySet<string>} */
let handedOver = new Set();
let shown = NOTHING_SHOWN;
const dialog = /** @type {HTMLDialogElement} */ (find("#handover"));
/** The other pages of this browser, where the browser lets pages talk. */
const pages = "BroadcastChannel" in window ? new BroadcastChannel("eventsys-cleared") : null;

/**
 * Let a shift be ended on this page; other pages of this browser follow.
 * @param {Gate} gate
 */
export function wireHandover(gate) {
  onClick("#end-shift", () => {
    handedOver = new Set();
    dialog.showModal();
    void trySending(gate);
  });
  onClick("#handover-again", () => void trySending(gate));
  onClick("#handover-codes", () => void showCodes(gate));
  onClick("#transfer-done", () => {
    handedOver = new Set(shown.ids);
    showStep("handed");
  });
  onClick("#handover [data-close]", () => dialog.close());
  onClick("#handover [data-wipe]", () => void end(gate));
  dialog.addEventListener("close", () => {
    shown.stop();
    state("handover", "closed");
  });
  pages?.addEventListener("message", () => location.reload());
  thank(gate);
}

/**
 * @param {string} selector
 * @param {() => void} act
 */
function onClick(selector, act) {
  document.querySelectorAll(selector).forEach((button) => button.addEventListener("click", act));
}

/** @param {Gate} gate */
async function trySending(gate) {
  showStep("sending");
  await Promise.race([gate.sendNow().catch(() => {}), pause(PATIENCE)]);
  const waiting = await gate.refresh();
  find("#handover-left").textContent = say("handover-left", {
    n: wholeNumber(waiting, language()),
  });
  showStep(waiting === 0 ? "clear" : "unsent");
}

/** @param {number} time */
function pause(time) {
  return new Promise((resolve) => setTimeout(resolve, time));
}

/** @param {Step} step */
function showStep(step) {
  shown.stop();
  for (const part of document.querySelectorAll("#handover [data-step]")) {
    part.toggleAttribute("hidden", part.getAttribute("data-step") !== step);
  }
  state("handover", step);
}

/**
 * Show what waits as codes; what draws them is fetched now.
 * @param {Gate} gate
 */
async function showCodes(gate) {
  try {
    const { showTransfer } = await import("./transfer-show.js");
    const rows = await listWaiting(gate.line.store);
    if (rows.length === 0) {
      await trySending(gate);
      return;
    }
    showStep("transfer");
    shown = await showTransfer(rows, gate.device()?.id ?? "");
    if (!dialog.open) {
      shown.stop();
    }
  } catch {
    find("#handover-left").textContent = say("pairing-no-answer");
    showStep("unsent");
  }
}

/**
 * Clear the phone and begin anew, so that nothing stays in memory either.
 * @param {Gate} gate
 */
async function end(gate) {
  const cleared = await wipe(gate.line.store, handedOver).catch(() => null);
  if (cleared === null) {
    showUnsaved(true);
  } else if (cleared) {
    pages?.postMessage("cleared");
    history.replaceState({ cleared: true }, "");
    location.reload();
  } else {
    await trySending(gate); // somebody scanned on another page of this browser
  }
}

/**
 * Thank the volunteer whose phone was cleared a moment ago, and clear it of what was still being
 * written then, such as a page of the list of tickets.
 * @param {Gate} gate
 */
function thank({ line }) {
  if (history.state?.cleared) {
    history.replaceState(null, "");
    find("#cleared").toggleAttribute("hidden", false);
    void wipe(line.store, new Set()).catch(() => {}); // then what is left is old and opens nothing
  }
}

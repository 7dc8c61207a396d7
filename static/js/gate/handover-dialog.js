// @ts-check
// The dialog that ends a shift: it sends what waits, says what is left, and clears the phone.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { wipe } from "./handover.js";
import { showUnsaved } from "./screen.js";

/** @typedef {import("./start.js").Gate} Gate */
/** @typedef {"sending" | "clear" | "unsent" | "handed"} Step */

/** Milliseconds that sending may take before the dialog says what is left. */
const PATIENCE = 6000;

/** Ids of rows that the volunteers say another phone has. @type {ReadonlySet<string>} */
let handedOver = new Set();

/**
 * Let a shift be ended on this page; other pages of this browser follow.
 * @param {Gate} gate
 */
export function wireHandover(gate) {
  const dialog = /** @type {HTMLDialogElement} */ (find("#handover"));
  find("#end-shift").addEventListener("click", () => {
    handedOver = new Set();
    dialog.showModal();
    void trySending(gate);
  });
  find("#handover-again").addEventListener("click", () => void trySending(gate));
  for (const button of dialog.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => dialog.close());
  }
  for (const button of dialog.querySelectorAll("[data-wipe]")) {
    button.addEventListener("click", () => void end(gate));
  }
  dialog.addEventListener("close", () => state("handover", "closed"));
  pages.addEventListener("message", () => location.reload());
  thank();
}

const pages = new BroadcastChannel("eventsys-cleared");

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
  for (const part of document.querySelectorAll("#handover [data-step]")) {
    part.toggleAttribute("hidden", part.getAttribute("data-step") !== step);
  }
  state("handover", step);
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
    pages.postMessage("cleared");
    history.replaceState({ cleared: true }, "");
    location.reload();
  } else {
    await trySending(gate); // somebody scanned on another page of this browser
  }
}

/** Thank the volunteer whose phone was cleared a moment ago. */
function thank() {
  if (history.state?.cleared) {
    history.replaceState(null, "");
    find("#cleared").toggleAttribute("hidden", false);
  }
}

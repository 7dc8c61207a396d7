// @ts-check
// The buttons for the last reading: let in all the same, and undo.

import { find, say, state } from "../core/dom.js";
import { makeId } from "../core/ids.js";
import { NOTHING } from "./judging.js";
import { showUnsaved } from "./screen.js";
import { canTakeBack, letIn, takeBack } from "./taking-back.js";

/** @typedef {import("./start.js").Gate} Gate */

/**
 * Make the buttons work.
 * @param {Gate} gate
 * @param {ReturnType<typeof import("./verdict.js").makeVerdictBoard>} board
 */
export function wireUndo(gate, board) {
  const button = /** @type {HTMLButtonElement} */ (find("#undo"));
  /** @type {{ id: string, told: import("./reading.js").Told } | null} */
  let last = null;

  /** @param {import("./reading.js").Reading} reading */
  function remember({ row, told }) {
    last = { id: row.id, told };
  }

  async function refresh() {
    const device = gate.device();
    const { store, now } = gate.line;
    button.disabled = device === null || !(await canTakeBack(store, device.id, now(), last));
    state("undoable", button.disabled ? 0 : 1);
  }

  /**
   * @param {(store: import("../core/idb.js").Store, device: string) => Promise<unknown>} write
   * @param {() => void} then
   */
  async function record(write, then) {
    const device = gate.device();
    if (device === null) {
      return;
    }
    try {
      if ((await write(gate.line.store, device.id)) !== null) {
        then();
      }
    } catch {
      showUnsaved(true);
      return;
    }
    await gate.refresh();
    gate.send();
  }

  function undo() {
    button.disabled = true;
    const undone = { id: makeId(), tally: makeId(), at: new Date(), read: last?.told ?? {} };
    void record(
      (store, device) => takeBack(store, device, undone),
      () => board.show({ ...NOTHING, verdict: "undone" }),
    );
  }

  button.addEventListener("click", undo);
  wireOffer(board, record);
  return { remember, refresh };
}

/**
 * Let whoever the board offers a choice for be let in and counted.
 * @param {ReturnType<typeof import("./verdict.js").makeVerdictBoard>} board
 * @param {(write: (store: import("../core/idb.js").Store, device: string) => Promise<unknown>,
 *   then: () => void) => Promise<void>} record
 */
function wireOffer(board, record) {
  /** @param {string} category */
  function takeIn(category) {
    const scan = board.offered()?.scan ?? null;
    if (scan === null) {
      return;
    }
    board.blank();
    const person = { id: makeId(), category, at: new Date(), scan };
    void record(
      (store, device) => letIn(store, device, person),
      () => {
        find("#said").textContent = say(`let-in-${category}`);
        state("said", `let-in-${category}`);
      },
    );
  }

  const choices = /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll("[data-let-in]")
  );
  choices.forEach((choice) =>
    choice.addEventListener("click", () => takeIn(choice.dataset["letIn"] ?? "")),
  );
}

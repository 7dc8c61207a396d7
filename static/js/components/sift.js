// @ts-check
// Shows what a form looks for while it is filled in; without this, its button does the same.

import { find } from "../core/dom.js";
import { getPage } from "../core/http.js";

const PAUSE = 150; // ms without another letter, so that a word typed fast is asked for once

/**
 * Fetch what the form asks for whenever it changes, and put it in the place of a section.
 * An answer that a later question has overtaken is left alone. The section's heading is said aloud.
 * @param {HTMLFormElement} form  with `[data-part=said]`
 * @param {Element} section  with an id and a heading; the page that the form asks for has it too
 * @param {{ get?: typeof getPage, pause?: number, onShown?: () => void }} [options]
 *   `onShown` is called whenever the section was swapped
 */
export function sift(form, section, { get = getPage, pause = PAUSE, onShown } = {}) {
  let shown = section;
  let turn = 0;
  let timer = 0;

  async function look() {
    const mine = ++turn;
    const address = addressOf(form);
    const answer = await get(address);
    if (mine !== turn) {
      return;
    }
    if (answer.kind === "elsewhere") {
      location.assign(address);
    } else if (answer.kind === "page") {
      show(answer.page, address);
    }
  }

  /**
   * @param {Document} page
   * @param {string} address
   */
  function show(page, address) {
    const newer = page.getElementById(shown.id);
    if (newer !== null) {
      shown.replaceWith(newer);
      shown = newer;
      history.replaceState(null, "", address);
      find("[data-part=said]", form).textContent = find("h2", newer).textContent;
      onShown?.();
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), pause);
  });
}

/**
 * Write down what a form asks for, without what is left empty.
 * @param {HTMLFormElement} form
 */
export function addressOf(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") {
      asked.append(name, value);
    }
  }
  const query = asked.toString();
  return new URL(form.action).pathname + (query === "" ? "" : `?${query}`);
}

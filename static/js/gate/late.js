// @ts-check
// Answers that came after the verdict was shown: where one is graver, the page says so and disturbs nobody.

import { find, language, say, state } from "../core/dom.js";
import { clockTime } from "../core/format.js";
import { isGraver } from "./rules.js";
import { wordOf } from "./verdict.js";

/** The newest so many are told. */
const MOST = 3;

/** Make the function that takes a late verdict; each scan is told of once. */
export function makeLateNotes() {
  const box = find("#late");
  const told = new Set();
  find("button", box).addEventListener("click", () => {
    box.hidden = true;
    find("ul", box).replaceChildren();
  });

  /**
   * @param {{ id: string, at: string, shown: string, verdict: string }} answer  `at`: when it was read
   */
  return function tell({ id, at, shown, verdict }) {
    if (told.has(id) || !isGraver(shown, verdict)) {
      return;
    }
    told.add(id);
    const line = document.createElement("li");
    const time = clockTime(at, language());
    line.textContent = say("late", { time, shown: wordOf(shown), verdict: wordOf(verdict) });
    const list = find("ul", box);
    list.prepend(line);
    [...list.children].slice(MOST).forEach((old) => old.remove());
    box.hidden = false;
    state("late", told.size);
  };
}

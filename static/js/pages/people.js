// @ts-check
// The people of an event: the list narrows down while one types, and lines are ticked by keys.

import { sift } from "../components/sift.js";
import { jumpBySlash } from "../components/slash.js";
import { followTicks, tickAll } from "../components/ticks.js";
import { copyOf, find } from "../core/dom.js";

const main = find("main");
const form = document.querySelector("form[data-component=sift]");

function addButton() {
  const place = document.querySelector("[data-part=tick-all]");
  place?.replaceChildren(copyOf("#tick-all"));
  place?.querySelector("button")?.addEventListener("click", () => tickAll(main));
}

if (form instanceof HTMLFormElement) {
  sift(form, find("#found"), { onShown: addButton });
  jumpBySlash(find("#q"));
}
followTicks(main);
addButton();

// @ts-check
// The live board: its numbers go on while one looks at them, also on the whole screen.

import { watch } from "../components/watch.js";
import { copyOf, find } from "../core/dom.js";

const root = find("[data-component=watch]");
watch(root);

if (document.fullscreenEnabled) {
  const place = /** @type {HTMLElement} */ (find("[data-watch=switch]", root).parentElement);
  place.append(copyOf("#watch-full"));
  find("button:last-child", place).addEventListener("click", () => {
    void document.documentElement.requestFullscreen();
  });
}

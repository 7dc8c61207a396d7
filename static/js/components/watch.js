// @ts-check
// Keeps a section as the server would show it now, for as long as somebody looks at it.

import { copyOf, find } from "../core/dom.js";
import { getPage } from "../core/http.js";

const EVERY = 15_000;
const STOPS = "a[href], button, [tabindex]";

/**
 * Fetch the page's own address again and again, and swap the section.
 * Only changes are said aloud; a switch holds everything still.
 * @param {HTMLElement} root  with `<section id>`, `[data-watch=status]` and `[data-watch=switch]`
 */
export function watch(root) {
  const held = addSwitch(root, () => turn());
  let timer = 0;

  function turn() {
    clearTimeout(timer);
    root.dataset["state"] = held() ? "held" : "watching";
    if (!held() && document.visibilityState === "visible") {
      timer = setTimeout(look, EVERY);
    }
  }

  async function look() {
    const answer = await getPage(location.pathname + location.search);
    if (answer.kind === "elsewhere") {
      end();
      return;
    }
    if (answer.kind === "page" && !held()) {
      swap(root, answer.page);
    }
    turn();
  }

  function end() {
    document.removeEventListener("visibilitychange", turnUp);
    find("[data-watch=switch]", root).replaceChildren();
    find("[data-watch=end]", root).replaceChildren(copyOf("#watch-signed-out"));
    root.dataset["state"] = "ended";
  }

  function turnUp() {
    clearTimeout(timer);
    if (!held() && document.visibilityState === "visible") {
      void look();
    }
  }

  document.addEventListener("visibilitychange", turnUp);
  turn();
}

/**
 * Give the reader a switch that holds the section still.
 * @param {HTMLElement} root
 * @param {() => void} onTurn
 * @returns {() => boolean}
 */
function addSwitch(root, onTurn) {
  const place = find("[data-watch=switch]", root);
  place.replaceChildren(copyOf("#watch-switch"));
  const button = find("button", place);
  const held = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!held()));
    onTurn();
  });
  return held;
}

/**
 * Put the page's newer section in the place of the one that is shown; the focus stays.
 * @param {HTMLElement} root
 * @param {Document} page
 */
function swap(root, page) {
  const shown = find("section[id]", root);
  const newer = page.getElementById(shown.id);
  if (newer === null) {
    return;
  }
  const stop = [...shown.querySelectorAll(STOPS)].indexOf(document.activeElement ?? shown);
  const changed = sumOf(newer) !== sumOf(shown);
  shown.replaceWith(newer);
  if (stop !== -1) {
    /** @type {HTMLElement | undefined} */ (newer.querySelectorAll(STOPS)[stop])?.focus({
      preventScroll: true,
    });
  }
  if (changed) {
    find("[data-watch=status]", root).textContent = sumOf(newer);
  }
}

/**
 * What the section comes to, in words.
 * @param {HTMLElement} section
 */
function sumOf(section) {
  const words = find("[data-watch=sum]", section).textContent ?? "";
  return words.replace(/\s+/g, " ").trim();
}

// @ts-check
// Keeps a section as the server would show it now, for as long as somebody looks at it.

import { copyOf, find } from "../core/dom.js";
import { getPage } from "../core/http.js";

const EVERY_SECONDS = 15;
const STOPS = "a[href], button, [tabindex]";

/**
 * Fetch the page's own address again and again, and swap the section.
 * Only changes are said aloud; a switch holds everything still. Where the page has words for it
 * (`#watch-stale`), it says when there is no answer.
 * @param {HTMLElement} root  with `<section id>`, `[data-watch=status]`, `[data-watch=switch]` and
 *   `[data-watch=end]`; `data-every` are the seconds between two looks
 */
export function watch(root) {
  const held = addSwitch(root, () => turn());
  const every = 1000 * Number(root.dataset["every"] ?? EVERY_SECONDS);
  let timer = 0;
  /** @type {string | null} */
  let etag = null;

  function turn() {
    clearTimeout(timer);
    root.dataset["state"] = held() ? "held" : "watching";
    if (!held() && document.visibilityState === "visible") {
      timer = setTimeout(look, every);
    }
  }

  async function look() {
    const answer = await getPage(location.pathname + location.search, { etag });
    if (answer.kind === "elsewhere") {
      end();
      return;
    }
    if (answer.kind === "page" && !held()) {
      etag = answer.etag;
      swap(root, answer.page);
    }
    tellAge(root, answer.kind === "later");
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
 * Say that the numbers are old, or no longer so.
 * @param {HTMLElement} root
 * @param {boolean} isOld
 */
function tellAge(root, isOld) {
  const place = find("[data-watch=end]", root);
  const words = document.querySelector("#watch-stale");
  if (words === null || isOld === place.hasChildNodes()) {
    return;
  }
  if (!isOld) {
    place.replaceChildren();
    return;
  }
  const told = copyOf("#watch-stale");
  const heading = find("h2", told);
  const clock = find("section[id]", root).dataset["clock"] ?? "";
  heading.textContent = heading.textContent?.replace("{clock}", clock) ?? "";
  place.replaceChildren(told);
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

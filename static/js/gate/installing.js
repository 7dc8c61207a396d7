// @ts-check
// What the phone itself can be told about this app: in which language it speaks, and how it is installed.

import { find, language, state } from "../core/dom.js";

/**
 * @typedef {Event & { prompt: () => Promise<unknown> }} InstallPrompt  Chromium's way to install
 */

const CHOICE = "language";

/**
 * Go on in the language that was chosen on this phone; true when another page is on its way.
 * @returns {boolean}
 */
export function followLanguage() {
  for (const link of linksToLanguages()) {
    link.addEventListener("click", () => keep(link.lang));
  }
  const chosen = kept();
  if (chosen === language() || !linksToLanguages().some(({ lang }) => lang === chosen)) {
    return false;
  }
  location.replace(`${location.pathname}?lang=${chosen}${location.hash}`);
  return true;
}

function linksToLanguages() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".languages a");
  return [...links];
}

/** @param {string} chosen */
function keep(chosen) {
  try {
    localStorage.setItem(CHOICE, chosen);
  } catch {
    // it holds for this page only
  }
}

function kept() {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null;
  }
}

/** Say how this page becomes an app, where it is none yet. */
export function offerInstalling() {
  const { standalone } = /** @type {Navigator & { standalone?: boolean }} */ (navigator);
  const isApp = standalone === true || matchMedia("(display-mode: standalone)").matches;
  find("#install-by-hand").toggleAttribute("hidden", isApp || standalone === undefined);
  state("app", isApp ? 1 : 0);
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer(/** @type {InstallPrompt} */ (event));
  });
}

/** @param {InstallPrompt} event */
function offer(event) {
  const place = find("#install-by-button");
  place.removeAttribute("hidden");
  find("button", place).onclick = () => {
    place.setAttribute("hidden", "");
    void event.prompt();
  };
}

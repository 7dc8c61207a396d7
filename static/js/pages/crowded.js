// @ts-check
// Too many ask just now: what was asked is asked again after a while, not by all at once.

import { find } from "../core/dom.js";

const SPREAD = 3000;

const form = /** @type {HTMLFormElement} */ (find("#again"));
const wait = Number(form.dataset["seconds"]) * 1000 + Math.random() * SPREAD;
const timer = setTimeout(() => form.submit(), wait);
form.addEventListener("submit", () => clearTimeout(timer));

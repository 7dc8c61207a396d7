// @ts-check
// The lines of a list: who stands there, what is ticked, what is not sent.

import { copyOf, find } from "../core/dom.js";

/** @typedef {{ id: number, name: string, note: string, ticked: string, settled: string }} Person */

export const CAME = "came";
const UNKNOWN = "unknown";

/**
 * @param {ParentNode} root
 * @returns {HTMLElement[]}
 */
export function lines(root) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-person]"))];
}

/** @param {HTMLElement} line */
export function personOf(line) {
  return Number(line.dataset.person);
}

/**
 * Read a line as it stands on the page.
 * @param {HTMLElement} line
 * @returns {Person}
 */
export function readLine(line) {
  const settled = find("[data-part=settled]", line);
  return {
    id: personOf(line),
    name: find("[data-part=name]", line).textContent ?? "",
    note: find("[data-part=note]", line).textContent ?? "",
    ticked: tickedIn(line),
    settled: settled.hidden ? "" : (settled.textContent ?? ""),
  };
}

/**
 * Make a line for somebody.
 * @param {Person} person
 */
export function makeLine(person) {
  const line = find("[data-person]", copyOf("#person"));
  line.dataset.person = String(person.id);
  find("[data-part=name]", line).textContent = person.name;
  find("[data-part=note]", line).textContent = person.note;
  for (const radio of radiosOf(line)) {
    radio.name = `p${person.id}`;
  }
  showLine(line, person);
  return line;
}

/**
 * Show how somebody stands.
 * @param {HTMLElement} line
 * @param {{ ticked: string, settled: string }} standing
 */
export function showLine(line, { ticked, settled }) {
  const said = find("[data-part=settled]", line);
  said.textContent = settled;
  said.hidden = settled === "";
  find("[data-part=ticks]", line).hidden = settled !== "";
  for (const radio of radiosOf(line)) {
    radio.disabled = settled !== "";
    radio.checked = radio.value === ticked;
  }
}

/**
 * Say whether what is ticked has been sent.
 * @param {HTMLElement} line
 * @param {boolean} isUnsent
 */
export function showUnsent(line, isUnsent) {
  find("[data-part=unsent]", line).hidden = !isUnsent;
}

/**
 * Tell what is ticked; nothing where nobody has said anything.
 * @param {HTMLElement} line
 */
export function tickedIn(line) {
  return radiosOf(line).find((radio) => radio.checked)?.value ?? "";
}

/**
 * Tell what a tick comes to: that something is not known is as if nobody had said anything.
 * @param {string} status
 */
export function asTicked(status) {
  return status === UNKNOWN ? "" : status;
}

/**
 * @param {HTMLElement} line
 * @returns {HTMLInputElement[]}
 */
export function radiosOf(line) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (line.querySelectorAll("input"))];
}

/**
 * Find those whose names begin so, however its letters are accented.
 * @param {HTMLElement[]} all
 * @param {string} text
 */
export function matching(all, text) {
  const wanted = bare(text).split(/\s+/);
  return all.filter((line) => {
    const name = ` ${bare(find("[data-part=name]", line).textContent ?? "")}`;
    return wanted.every((word) => name.includes(` ${word}`));
  });
}

/** @param {string} text */
export function bare(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

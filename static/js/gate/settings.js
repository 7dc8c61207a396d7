// @ts-check
// What a volunteer has set on this phone, kept for the next time.

const NAME = "eventsys-scanner";

/** @typedef {boolean | string} Setting */

/**
 * Tell whether a switch is on.
 * @param {string} name
 * @param {boolean} usual
 * @returns {boolean}
 */
export function isSet(name, usual) {
  return Boolean(read()[name] ?? usual);
}

/**
 * Tell what was chosen; nothing is empty.
 * @param {string} name
 * @returns {string}
 */
export function chosen(name) {
  return String(read()[name] ?? "");
}

/**
 * Keep what was set, for the next time; where the browser keeps nothing it is forgotten.
 * @param {string} name
 * @param {Setting} value
 */
export function keepSetting(name, value) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...read(), [name]: value }));
  } catch {
    // nothing is lost but a convenience
  }
}

/** @returns {Record<string, Setting>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "{}");
  } catch {
    return {};
  }
}

// @ts-check
// What a volunteer has set on this phone, kept for the next time.

const NAME = "eventsys-scanner";

/**
 * Tell whether a switch is on.
 * @param {string} name
 * @param {boolean} usual
 * @returns {boolean}
 */
export function isSet(name, usual) {
  return read()[name] ?? usual;
}

/**
 * Keep how a switch stands; where the browser keeps nothing it holds for as long as the page is open.
 * @param {string} name
 * @param {boolean} on
 */
export function keepSetting(name, on) {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...read(), [name]: on }));
  } catch {
    // nothing is lost but a convenience
  }
}

/** @returns {Record<string, boolean>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "{}");
  } catch {
    return {};
  }
}

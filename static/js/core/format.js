// @ts-check
// Numbers and times as people write them.

const ZONE = "Europe/Copenhagen";

/**
 * Write a moment as the time of day at the event.
 * @param {string} moment  RFC 3339
 * @param {string} language
 */
export function clockTime(moment, language) {
  const options = /** @type {const} */ ({ hour: "2-digit", minute: "2-digit", timeZone: ZONE });
  const at = Date.parse(moment);
  return Number.isNaN(at) ? "" : new Intl.DateTimeFormat(language, options).format(at);
}

/**
 * Write a whole number.
 * @param {number} value
 * @param {string} language
 */
export function wholeNumber(value, language) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
}

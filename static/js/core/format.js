// @ts-check
// Numbers and times as people write them: with the pages' clock of 24 hours and their digits.

const CLOCK = /** @type {const} */ ({
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  numberingSystem: "latn",
  timeZone: "Europe/Copenhagen",
});
const DAY = /** @type {const} */ ({
  day: "numeric",
  month: "long",
  numberingSystem: "latn",
  timeZone: "Europe/Copenhagen",
});
const WHOLE = /** @type {const} */ ({ maximumFractionDigits: 0, numberingSystem: "latn" });

/**
 * Write a moment as the time of day at the event.
 * @param {string} moment  RFC 3339
 * @param {string} language
 */
export function clockTime(moment, language) {
  const at = Date.parse(moment);
  return Number.isNaN(at) ? "" : new Intl.DateTimeFormat(language, CLOCK).format(at);
}

/**
 * Write a moment as the day at the event.
 * @param {string} moment  RFC 3339
 * @param {string} language
 */
export function dayOf(moment, language) {
  const at = Date.parse(moment);
  return Number.isNaN(at) ? "" : new Intl.DateTimeFormat(language, DAY).format(at);
}

/**
 * Write a whole number.
 * @param {number} value
 * @param {string} language
 */
export function wholeNumber(value, language) {
  return new Intl.NumberFormat(language, WHOLE).format(value);
}

// @ts-check
// By what a code that hands rows over is known among the codes that a camera reads.

/** What each text of this version begins with. */
export const MARK = "ESX1:";
const ANY_MARK = /^ESX\d+:/;

/**
 * Tell whether a text that a camera read is one of these, of whatever version.
 * @param {string} text
 */
export function isTransfer(text) {
  return ANY_MARK.test(text);
}

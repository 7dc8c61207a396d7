// @ts-check
// Five wrong codes in a minute: a short pause, so that whoever types looks at the ticket again.

const MOST = 5;
const WITHIN = 60_000;
const PAUSE = 5000;

/** Make the counter of wrong codes. */
export function makePatience() {
  /** @type {number[]} */
  let wrong = [];

  /**
   * Note a wrong code; gives for how long to pause.
   * @param {number} at  in ms
   */
  return function note(at) {
    wrong = [...wrong.filter((before) => at - before < WITHIN), at];
    if (wrong.length < MOST) {
      return 0;
    }
    wrong = [];
    return PAUSE;
  };
}

// @ts-check
// How long a verdict stays before the camera's next ticket may replace it.

/** A verdict stays at least this many milliseconds. */
const LEAST_SHOWN = 800;
/** One that offers a choice stays longer, until somebody chooses. */
const LEAST_OFFERED = 4000;

/**
 * Make what tells whether the camera is to wait.
 * @param {{ now: () => number, isOffering: () => boolean }} screen
 *   `isOffering`: whether a choice stands there still
 */
export function makeRest({ now, isOffering }) {
  let begun = -Infinity;
  let least = 0;

  /**
   * Begin anew with a verdict, or a choice.
   * @param {{ isPassing?: boolean }} [shown]  `isPassing`: the next ticket may come at once
   */
  function begin({ isPassing = false } = {}) {
    begun = now();
    least = isPassing ? 0 : LEAST_SHOWN;
  }

  function isResting() {
    return now() - begun < (isOffering() ? LEAST_OFFERED : least);
  }

  return { begin, isResting };
}

// @ts-check
// Ticking several lines of a list fast: a button for all, arrow keys, and shift for a whole stretch.

const TICKS = "input[type=checkbox][name=id]";

/**
 * Let the ticks below a root be moved through by the arrow keys; with shift, a click ticks all lines
 * from the last one on. Lines may come and go.
 * @param {HTMLElement} root
 */
export function followTicks(root) {
  /** @type {HTMLInputElement | null} */
  let last = null;

  root.addEventListener("keydown", (event) => {
    const tick = tickIn(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (tick !== null && step !== 0) {
      const all = ticksOf(root);
      all[all.indexOf(tick) + step]?.focus();
      event.preventDefault();
    }
  });
  root.addEventListener("click", (event) => {
    const tick = tickIn(event.target);
    if (tick === null) {
      return;
    }
    const all = ticksOf(root);
    if (event.shiftKey && last !== null && all.includes(last)) {
      for (const each of between(all, last, tick)) {
        each.checked = tick.checked;
      }
    }
    last = tick;
  });
}

/**
 * Tick all lines, or take all ticks off where none is missing.
 * @param {HTMLElement} root
 */
export function tickAll(root) {
  const all = ticksOf(root);
  const isMissing = all.some((each) => !each.checked);
  for (const each of all) {
    each.checked = isMissing;
  }
}

/**
 * Give the things from one to another, whichever comes first.
 * @template T
 * @param {T[]} all
 * @param {T} one
 * @param {T} other
 */
export function between(all, one, other) {
  const ends = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(ends[0], (ends[1] ?? 0) + 1);
}

/** @param {HTMLElement} root */
function ticksOf(root) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll(TICKS))];
}

/** @param {EventTarget | null} target */
function tickIn(target) {
  return target instanceof HTMLInputElement && target.matches(TICKS) ? target : null;
}

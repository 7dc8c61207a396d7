// @ts-check
// How people arrive, from how many come in each quarter of an hour. Knows no page and no clock.

const QUARTER = 15 * 60;
const EVERY_ODD = 6;

/**
 * Tell at which second each person arrives: evenly within a quarter of an hour.
 * @param {number[]} quarters  how many come in each
 */
export function arrivalsOf(quarters) {
  return quarters.flatMap((people, quarter) =>
    Array.from({ length: people }, (_, n) => (quarter + n / people) * QUARTER),
  );
}

/**
 * Count who has arrived by a second.
 * @param {number[]} arrivals
 * @param {number} seconds
 */
export function arrivedBy(arrivals, seconds) {
  const next = arrivals.findIndex((at) => at > seconds);
  return next < 0 ? arrivals.length : next;
}

/**
 * Choose whose turn it is: most tickets are good, each sixth one is odd, all of them in turn.
 * @template Ticket
 * @param {number} turn  counted from 0
 * @param {Ticket[]} good
 * @param {Ticket[]} odd
 */
export function ticketAt(turn, good, odd) {
  const isOdd = odd.length > 0 && turn % EVERY_ODD === EVERY_ODD - 1;
  const before = Math.floor((turn + 1) / EVERY_ODD);
  const [from, number] = isOdd ? [odd, before - 1] : [good, turn - (odd.length > 0 ? before : 0)];
  return from[number % from.length];
}

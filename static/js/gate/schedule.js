// @ts-check
// When to send: at once when asked, again with growing pauses after a failure, else once a minute.
// The pauses have grown long without coverage: a sign that there may be some again makes them short.

/** @typedef {import("./sync.js").Sent} Sent */

const HEARTBEAT = 60_000;
const FIRST_PAUSE = 2000;

/**
 * Make the function that sends now and sees to the next time.
 * @param {() => Promise<Sent>} send
 * @param {{ later?: (run: () => void, pause: number) => any, cancel?: (timer: any) => void,
 *   random?: () => number }} [clock]
 */
export function makeSchedule(send, clock = {}) {
  const { later = setTimeout, cancel = clearTimeout, random = Math.random } = clock;
  let [running, askedAgain, failures] = [false, false, 0];
  /** @type {any} */
  let timer;

  async function run() {
    askedAgain = running;
    if (running) {
      return;
    }
    running = true;
    cancel(timer);
    const { state, wait } = await send().catch(() => failed);
    running = false;
    failures = state === "later" ? failures + 1 : 0;
    if (askedAgain && state === "sent") {
      void run();
      return;
    }
    timer = later(
      run,
      failures === 0 ? HEARTBEAT : Math.max(wait ?? 0, pauseAfter(failures, random)),
    );
  }

  /** @param {{ isHopeful?: boolean }} [why]  hopeful: something tells that there may be coverage */
  return function sendSoon({ isHopeful = false } = {}) {
    failures = isHopeful ? 0 : failures;
    return run();
  };
}

/** @type {Sent} */
const failed = { state: "later", wait: null };

/**
 * @param {number} failures
 * @param {() => number} random
 */
function pauseAfter(failures, random) {
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), HEARTBEAT);
  return pause * (0.5 + random() / 2);
}

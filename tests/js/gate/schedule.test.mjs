import assert from "node:assert/strict";
import { test } from "node:test";

import { makeSchedule } from "../../../static/js/gate/schedule.js";

const outcome = (state, wait = null) => ({ state, wait });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A schedule whose pauses are noted and never waited for. */
function schedule(send) {
  const pauses = [];
  const clock = { later: (_, pause) => pauses.push(pause), cancel: () => {}, random: () => 1 };
  return { run: makeSchedule(send, clock), pauses };
}

test("after a success the next time is in a minute", async () => {
  const { run, pauses } = schedule(async () => outcome("sent"));
  await run();
  assert.deepEqual(pauses, [60_000]);
});

test("each failure doubles the pause, up to a minute", async () => {
  const { run, pauses } = schedule(async () => outcome("later"));
  for (let n = 0; n < 7; n += 1) {
    await run();
  }
  assert.deepEqual(pauses, [2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test("a success ends the growing", async () => {
  const answers = [outcome("later"), outcome("later"), outcome("sent"), outcome("later")];
  const { run, pauses } = schedule(async () => answers.shift());
  for (let n = 0; n < 4; n += 1) {
    await run();
  }
  assert.deepEqual(pauses, [2000, 4000, 60_000, 2000]);
});

test("a sign of coverage while a try of before fails makes the pause short, not a minute", async () => {
  const open = [];
  const { run, pauses } = schedule(() => new Promise((resolve) => open.push(resolve)));
  for (let n = 0; n < 7; n += 1) {
    run();
    open[n](outcome("later"));
    await settled();
  }
  run();
  run({ isHopeful: true });
  open[7](outcome("later"));
  await settled();
  assert.deepEqual(pauses.slice(-2), [60_000, 2000]);
});

test("the server's wish to wait is heeded", async () => {
  const { run, pauses } = schedule(async () => outcome("later", 30_000));
  await run();
  assert.deepEqual(pauses, [30_000]);
});

test("a failing journal is tried again later", async () => {
  const { run, pauses } = schedule(() => Promise.reject(new Error("no store")));
  await run();
  assert.deepEqual(pauses, [2000]);
});

test("asking while it sends makes it send once more, not twice at once", async () => {
  const open = [];
  const { run } = schedule(() => new Promise((resolve) => open.push(resolve)));
  run();
  run();
  run();
  assert.equal(open.length, 1);
  open[0](outcome("sent"));
  await settled();
  assert.equal(open.length, 2);
  open[1](outcome("sent"));
  await settled();
  assert.equal(open.length, 2);
});

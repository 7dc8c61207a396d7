import assert from "node:assert/strict";
import { test } from "node:test";

import { addTally, listTallies, listWaiting } from "../../../static/js/gate/journal.js";
import { currentDevice, keepDevice } from "../../../static/js/gate/devices.js";
import { sendWaiting } from "../../../static/js/gate/sync.js";
import { wipe } from "../../../static/js/gate/handover.js";
import { takePart } from "../../../static/js/gate/takeover.js";
import { makeParts } from "../../../static/js/gate/transfer.js";
import { AT, PAIRING, addScan, lineTo, pairedStore, taken } from "./world.mjs";

const CLOCK = AT.getTime();
const LATER = new Date(CLOCK + 9 * 60_000);

/** The parts that a phone paired as dev-1 shows, a tally in each. */
async function shownParts(count = 3) {
  const store = await pairedStore();
  for (let n = 1; n <= count; n += 1) {
    const id = `00000000-0000-4000-8000-00000000000${n}`;
    await addTally(store, "dev-1", { id, category: "child", at: AT });
  }
  const { set, parts } = makeParts(await listWaiting(store));
  const items = parts.flat();
  return items.map((item, at) => ({
    ...{ set, part: at + 1, parts: items.length, clock: CLOCK, device: "dev-1" },
    items: [item],
  }));
}

/** Another phone, paired as dev-2. */
async function otherStore() {
  const store = await pairedStore();
  const device = { ...PAIRING.device, id: "dev-2" };
  await keepDevice(store, { ...PAIRING, token: "token-2", device });
  return store;
}

test("each part tells which are missing still, in whatever order they come", async () => {
  const store = await otherStore();
  const [first, second, third] = await shownParts();
  assert.deepEqual(await takePart(store, "dev-2", third, LATER), {
    ...{ part: 3, parts: 3, missing: [1, 2], added: 1 },
  });
  assert.deepEqual((await takePart(store, "dev-2", first, LATER)).missing, [2]);
  assert.deepEqual((await takePart(store, "dev-2", second, LATER)).missing, []);
  assert.equal((await listWaiting(store)).length, 3);
});

test("the same code read twice adds nothing, also when its rows are sent", async () => {
  const store = await otherStore();
  const [first] = await shownParts();
  await takePart(store, "dev-2", first, LATER);
  assert.equal((await takePart(store, "dev-2", first, LATER)).added, 0);
  await sendWaiting(lineTo(store, taken()), "dev-2");
  assert.equal((await takePart(store, "dev-2", first, LATER)).added, 0);
  assert.deepEqual(await listWaiting(store), []);
});

test("rows go under the other phone's token and keep who made them, when, and their number", async () => {
  const store = await otherStore();
  const [, second] = await shownParts();
  await takePart(store, "dev-2", second, LATER);
  const line = lineTo(store, taken());
  await sendWaiting(line, "dev-2");
  const [{ path, body, options }] = line.asked;
  assert.deepEqual([path, options.token], ["/api/v1/tallies", "token-2"]);
  const [item] = body.tallies;
  assert.deepEqual(
    [item.seq, item.device_at, item.relayed_for, item.relay_offset_ms],
    [2, AT.toISOString(), "dev-1", 540_000],
  );
});

test("a row handed on twice adds the differences of the clocks", async () => {
  const [dying, second, third] = [await shownParts(1), await otherStore(), await pairedStore()];
  await takePart(second, "dev-2", dying[0], LATER);
  const { set, parts } = makeParts(await listWaiting(second));
  const part = { set, part: 1, parts: 1, clock: LATER.getTime(), device: "dev-2", items: parts[0] };
  await takePart(third, "dev-1", part, new Date(LATER.getTime() - 600_000));
  const [{ item }] = await listWaiting(third);
  assert.deepEqual([item.relayed_for, item.relay_offset_ms], ["dev-1", -60_000]);
});

test("people that another phone counted are not this phone's, nor are its admissions", async () => {
  const dying = await pairedStore();
  const id = "00000000-0000-4000-8000-000000000009";
  await addScan(dying, "dev-1", { id, code: "K7PQ2MXC", at: AT });
  const { set, parts } = makeParts(await listWaiting(dying));
  const scan = { set, part: 1, parts: 1, clock: CLOCK, device: "dev-1", items: parts[0] };
  const [tally] = await shownParts(1);
  const store = await otherStore();
  await takePart(store, "dev-2", tally, LATER);
  await takePart(store, "dev-2", scan, LATER);
  await sendWaiting(lineTo(store, taken("admitted")), "dev-2");
  assert.deepEqual(await listTallies(store, "dev-2"), []);
  assert.equal((await currentDevice(store)).admitted, 0);
  assert.deepEqual(
    store.rows("journal").map((row) => [row.kind, row.item]),
    [
      ["relayed", undefined],
      ["relayed", undefined],
    ],
  );
});

test("a phone that was cleared a moment ago takes nothing in", async () => {
  const store = await otherStore();
  const [first] = await shownParts();
  await wipe(store, new Set());
  await assert.rejects(takePart(store, "dev-2", first, LATER), /not paired/);
  assert.deepEqual(store.rows("journal"), []);
});

test("a phone that keeps nothing more takes no part", async () => {
  const store = await otherStore();
  const [first] = await shownParts();
  store.failing = new DOMException("full", "QuotaExceededError");
  await assert.rejects(takePart(store, "dev-2", first, LATER), { name: "QuotaExceededError" });
  store.failing = null;
  assert.deepEqual((await takePart(store, "dev-2", first, LATER)).added, 1);
});

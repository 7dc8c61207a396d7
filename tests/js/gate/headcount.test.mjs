import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  addHeadCount,
  listHeadCounts,
  readHeads,
  slotsBefore,
} from "../../../static/js/gate/headcount.js";
import { addTally, listTallies, listWaiting } from "../../../static/js/gate/journal.js";
import { sendWaiting } from "../../../static/js/gate/sync.js";
import { AT, lineTo, pairedStore, taken } from "./world.mjs";

const COUNTED = {
  post: "Bridge",
  slot_start: "2027-06-05T11:00:00.000Z",
  slot_end: "2027-06-05T11:15:00.000Z",
  kind: "in",
  n: 120,
  role: "sum",
};
const made = (id, changes = {}) => ({ id, at: AT, counted: { ...COUNTED, ...changes } });

describe("a number of people as somebody typed it", () => {
  for (const [text, n] of [
    ["0", 0],
    [" 120 ", 120],
    ["1 250", 1250],
    ["12\u00a0345", 12_345],
    ["1000000", 1_000_000],
    ["١٢٠", 120],
    ["۱۲۰", 120],
    ["१२०", 120],
    ["１２０", 120],
    ["١٬٢٥٠", 1250],
  ]) {
    test(`${text} is ${n}`, () => assert.deepEqual(readHeads(text), { n }));
  }

  for (const [text, problem] of [
    ["", "heads-empty"],
    ["   ", "heads-empty"],
    ["-5", "heads-whole"],
    ["−5", "heads-whole"],
    ["1,5", "heads-whole"],
    ["1.250", "heads-whole"],
    ["1 2", "heads-whole"],
    ["12 0000", "heads-whole"],
    ["mange", "heads-whole"],
    ["2 million", "heads-whole"],
    ["1e3", "heads-whole"],
    ["²", "heads-whole"],
    ["1000001", "heads-many"],
    ["2 000 000", "heads-many"],
    ["9".repeat(40), "heads-many"],
  ]) {
    test(`${JSON.stringify(text)} is refused`, () =>
      assert.deepEqual(readHeads(text), { problem }));
  }
});

test("the running slot comes first, then those before it", () => {
  const at = new Date("2027-06-05T11:44:59.999Z");
  for (const [minutes, start, end] of [
    [15, "2027-06-05T11:30:00.000Z", "2027-06-05T11:45:00.000Z"],
    [30, "2027-06-05T11:30:00.000Z", "2027-06-05T12:00:00.000Z"],
    [60, "2027-06-05T11:00:00.000Z", "2027-06-05T12:00:00.000Z"],
  ]) {
    const [running, before] = slotsBefore(at, minutes);
    assert.deepEqual(running, { start, end });
    assert.equal(before.end, start);
  }
});

test("a head count shares the numbering and goes to its own address", async () => {
  const store = await pairedStore();
  await addTally(store, "dev-1", { id: "t1", category: "child", at: AT });
  await addHeadCount(store, "dev-1", made("h1"));
  const line = lineTo(store, taken());
  assert.deepEqual(await sendWaiting(line, "dev-1"), { state: "sent", wait: null });
  assert.deepEqual(line.asked[1].path, "/api/v1/headcounts");
  assert.deepEqual(line.asked[1].body.headcounts, [
    { headcount_id: "h1", seq: 2, ...COUNTED, device_at: "2027-06-05T11:00:00.000Z" },
  ]);
  assert.deepEqual(await listWaiting(store), []);
});

test("a head count that was sent stays to be corrected, and is no tally", async () => {
  const store = await pairedStore();
  await addHeadCount(store, "dev-1", made("h1"));
  await sendWaiting(lineTo(store, taken()), "dev-1");
  await addHeadCount(store, "dev-1", made("h2", { n: 130, supersedes: "h1", reason: "typo" }));
  const entered = await listHeadCounts(store, "dev-1");
  assert.deepEqual(
    entered.map(({ row, stands }) => [row.id, row.item.n, row.waiting, stands]),
    [
      ["h2", 130, 1, true],
      ["h1", 120, undefined, false],
    ],
  );
  assert.deepEqual(await listTallies(store, "dev-1"), []);
});

test("when nothing can be kept the head count fails loudly", async () => {
  const store = await pairedStore();
  store.failing = new DOMException("full", "QuotaExceededError");
  await assert.rejects(addHeadCount(store, "dev-1", made("h1")), { name: "QuotaExceededError" });
});

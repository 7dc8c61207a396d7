import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseGate, currentDevice, keepDevice, tokenOf } from "../../../static/js/gate/devices.js";
import {
  addTally,
  listTallies,
  listWaiting,
  settle,
  undoLast,
} from "../../../static/js/gate/journal.js";
import { AT, PAIRING, addScan, pairedStore } from "./world.mjs";

const scan = (id) => ({ id, code: `code of ${id}`, at: AT });

test("a scan is written down whole, with its number and the gate", async () => {
  const store = await pairedStore();
  await chooseGate(store, "dev-1", "North");
  await addScan(store, "dev-1", scan("s1"));
  assert.deepEqual(store.rows("journal"), [
    {
      id: "s1",
      device: "dev-1",
      kind: "scan",
      waiting: 1,
      item: {
        scan_id: "s1",
        seq: 1,
        code: "code of s1",
        gate: "North",
        direction: "in",
        device_at: "2027-06-05T11:00:00.000Z",
        shown: null,
      },
    },
  ]);
});

test("scans and tallies share one numbering without gaps", async () => {
  const store = await pairedStore();
  await Promise.all([
    addScan(store, "dev-1", scan("s1")),
    addTally(store, "dev-1", { id: "t1", category: "child", at: AT }),
    addScan(store, "dev-1", scan("s2")),
    undoLast(store, "dev-1", { id: "t2", at: AT }),
  ]);
  const numbers = (await listWaiting(store)).map((row) => [row.id, row.item.seq]);
  assert.deepEqual(numbers, [
    ["s1", 1],
    ["t1", 2],
    ["s2", 3],
    ["t2", 4],
  ]);
});

test("when nothing can be kept, the scan fails loudly and no number is used up", async () => {
  const store = await pairedStore();
  store.failing = new DOMException("full", "QuotaExceededError");
  await assert.rejects(addScan(store, "dev-1", scan("s1")), { name: "QuotaExceededError" });
  store.failing = null;
  const row = await addScan(store, "dev-1", scan("s2"));
  assert.equal(row.item.seq, 1);
});

test("a scan of a phone that is not paired fails", async () => {
  const store = await pairedStore();
  await assert.rejects(addScan(store, "dev-9", scan("s1")), /not paired/);
});

test("an answered scan leaves the phone and only an admitted one counts", async () => {
  const store = await pairedStore();
  await addScan(store, "dev-1", scan("s1"));
  await addScan(store, "dev-1", scan("s2"));
  await addScan(store, "dev-1", scan("s3"));
  await settle(store, [
    { id: "s1", verdict: "admitted" },
    { id: "s2", verdict: "already-in" },
  ]);
  assert.deepEqual(
    (await listWaiting(store)).map((row) => row.id),
    ["s3"],
  );
  assert.equal((await currentDevice(store)).admitted, 1);
});

test("an answer that comes twice counts once", async () => {
  const store = await pairedStore();
  await addScan(store, "dev-1", scan("s1"));
  await settle(store, [{ id: "s1", verdict: "admitted" }]);
  await settle(store, [{ id: "s1", verdict: "admitted" }]);
  assert.equal((await currentDevice(store)).admitted, 1);
});

test("an answer for an id that this phone does not know changes nothing", async () => {
  const store = await pairedStore();
  await addScan(store, "dev-1", scan("s1"));
  await settle(store, [{ id: "somebody else's", verdict: "admitted" }]);
  assert.equal((await listWaiting(store)).length, 1);
  assert.equal((await currentDevice(store)).admitted, 0);
});

test("an answered tally stays for counting and undoing but waits no more", async () => {
  const store = await pairedStore();
  await addTally(store, "dev-1", { id: "t1", category: "adult", at: AT });
  await settle(store, [{ id: "t1" }]);
  assert.deepEqual(await listWaiting(store), []);
  assert.deepEqual(
    (await listTallies(store, "dev-1")).map((row) => row.id),
    ["t1"],
  );
});

test("undo takes back the newest that stands, also after it was sent", async () => {
  const store = await pairedStore();
  await addTally(store, "dev-1", { id: "t1", category: "adult", at: AT });
  await addTally(store, "dev-1", { id: "t2", category: "child", at: AT });
  await settle(store, [{ id: "t1" }, { id: "t2" }]);
  const undo = await undoLast(store, "dev-1", { id: "t3", at: AT });
  assert.deepEqual(undo.item, {
    seq: 3,
    gate: null,
    tally_id: "t3",
    category: "child",
    undoes: "t2",
    device_at: "2027-06-05T11:00:00.000Z",
  });
});

test("two quick taps on undo take back two different people", async () => {
  const store = await pairedStore();
  await addTally(store, "dev-1", { id: "t1", category: "adult", at: AT });
  await addTally(store, "dev-1", { id: "t2", category: "child", at: AT });
  const undone = await Promise.all([
    undoLast(store, "dev-1", { id: "u1", at: AT }),
    undoLast(store, "dev-1", { id: "u2", at: AT }),
    undoLast(store, "dev-1", { id: "u3", at: AT }),
  ]);
  assert.deepEqual(
    undone.map((row) => row?.item.undoes),
    ["t2", "t1", undefined],
  );
  assert.equal(undone[2], null);
});

test("pairing again keeps what waits, with the old token to send it", async () => {
  const store = await pairedStore();
  await addScan(store, "dev-1", scan("s1"));
  const other = { ...PAIRING.device, id: "dev-2" };
  await keepDevice(store, { ...PAIRING, token: "token-2", device: other, gates: ["North"] });
  await addScan(store, "dev-2", scan("s2"));
  const waiting = await listWaiting(store);
  assert.deepEqual(
    waiting.map((row) => [row.id, row.device, row.item.seq, row.item.gate]),
    [
      ["s1", "dev-1", 1, null],
      ["s2", "dev-2", 1, "North"],
    ],
  );
  assert.deepEqual(
    [await tokenOf(store, "dev-1"), await tokenOf(store, "dev-2")],
    ["token-north", "token-2"],
  );
});

test("the same device paired again goes on with its numbering, count and gate", async () => {
  const store = await pairedStore();
  await chooseGate(store, "dev-1", "South");
  await addScan(store, "dev-1", scan("s1"));
  await settle(store, [{ id: "s1", verdict: "admitted" }]);
  const device = await keepDevice(store, { ...PAIRING, token: "fresh" });
  assert.deepEqual(
    [device.seq, device.admitted, device.gate, device.token],
    [1, 1, "South", "fresh"],
  );
});

test("a gate that the event no longer has is forgotten", async () => {
  const store = await pairedStore();
  await chooseGate(store, "dev-1", "South");
  const device = await keepDevice(store, { ...PAIRING, gates: ["East", "West"] });
  assert.equal(device.gate, null);
});

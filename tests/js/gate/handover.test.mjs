import assert from "node:assert/strict";
import { test } from "node:test";

import { installId, keepDevice } from "../../../static/js/gate/devices.js";
import { wipe } from "../../../static/js/gate/handover.js";
import { addTally, listWaiting, settle } from "../../../static/js/gate/journal.js";
import { AT, PAIRING, pairedStore } from "./world.mjs";

const tap = (id) => ({ id, category: "child", at: AT });

async function tappedStore() {
  const store = await pairedStore();
  await installId(store, () => "install-1");
  await addTally(store, "dev-1", tap("t1"));
  await addTally(store, "dev-1", tap("t2"));
  return store;
}

function kept(store) {
  return ["devices", "journal", "notes"].map((table) => store.rows(table));
}

test("once everything is sent the phone keeps the name of its installation alone", async () => {
  const store = await tappedStore();
  await settle(store, [{ id: "t1" }, { id: "t2" }]);
  assert.equal(await wipe(store, new Set()), true);
  assert.deepEqual(kept(store), [[], [], [{ name: "install", value: "install-1" }]]);
});

test("while something waits nothing is forgotten", async () => {
  const store = await tappedStore();
  await settle(store, [{ id: "t1" }]);
  const before = kept(store);
  assert.equal(await wipe(store, new Set(["t1"])), false);
  assert.deepEqual(kept(store), before);
});

test("what another phone has may be forgotten, and what came after that may not", async () => {
  const store = await tappedStore();
  const handedOver = new Set((await listWaiting(store)).map((row) => row.id));
  await addTally(store, "dev-1", tap("t3"));
  assert.equal(await wipe(store, handedOver), false);
  handedOver.add("t3");
  assert.equal(await wipe(store, handedOver), true);
});

test("rows of a former pairing hold the phone back too", async () => {
  const store = await tappedStore();
  await keepDevice(store, { ...PAIRING, device: { ...PAIRING.device, id: "dev-2" } });
  assert.equal(await wipe(store, new Set()), false);
});

test("a phone that cannot be cleared says so and keeps all", async () => {
  const store = await tappedStore();
  await settle(store, [{ id: "t1" }, { id: "t2" }]);
  const before = kept(store);
  store.failing = new Error("the phone went off");
  await assert.rejects(wipe(store, new Set()));
  assert.deepEqual(kept(store), before);
});

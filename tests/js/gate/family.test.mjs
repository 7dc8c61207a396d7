import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { currentDevice } from "../../../static/js/gate/devices.js";
import { findFamily, letFamilyIn } from "../../../static/js/gate/family.js";
import { listWaiting } from "../../../static/js/gate/journal.js";
import { takeReading } from "../../../static/js/gate/reading.js";
import { fetchRoster } from "../../../static/js/gate/roster.js";
import { hashOf } from "../../../static/js/gate/roster-hash.js";
import { AT, pairedStore } from "./world.mjs";

const SALT = "AAECAwQFBgcICQoLDA0ODw";
const OCCASION = { no: 1, starts_at: "2027-06-05T10:00:00Z", ends_at: "2027-06-05T16:00:00Z" };
const CODES = ["A", "B", "C", "D"].map((letter) => letter.repeat(24));
const HASHES = await Promise.all(CODES.map((value) => hashOf(SALT, { kind: "code", value })));

/** A phone with a list: three of a family, the fourth ticket alone. */
async function listed(more = {}) {
  const store = await pairedStore();
  const tickets = HASHES.map((hash, number) => ({
    ...{ hash, short: `short-${number}`, category: "child", state: "valid", in: [], flags: 0 },
    ...(number < 3 ? { family: "aaaa" } : {}),
    ...more[number],
  }));
  const list = { cursor: "1.1", more: false, salt: SALT, reentry: true, unknown: "amber" };
  const body = { ...list, occasions: [OCCASION], tickets };
  const get = async () => ({ kind: "fetched", etag: null, body });
  await fetchRoster({ store, get, now: () => AT }, "dev-1");
  return store;
}

async function familyOf(store, number) {
  return findFamily(store, await currentDevice(store), HASHES[number], AT);
}

async function read(store, number) {
  const device = await currentDevice(store);
  return takeReading(store, device, {
    ...{ id: `read-${number}`, text: CODES[number], direction: "in", at: AT },
  });
}

let made = 0;
const makeId = () => `family-${(made += 1)}`;

describe("one scan for a family", () => {
  test("tells who of it is not in yet", async () => {
    const store = await listed();
    await read(store, 0);
    const family = await familyOf(store, 0);
    assert.equal(family.size, 3);
    assert.deepEqual(family.left.sort(), [HASHES[1], HASHES[2]].sort());
  });

  test("lets several in, each by an ordinary scan of their own ticket", async () => {
    const store = await listed();
    await read(store, 0);
    await letFamilyIn(store, await currentDevice(store), [HASHES[1]], { at: AT, makeId });
    const rows = await listWaiting(store);
    assert.deepEqual(
      rows.map(({ item }) => [item.seq, item.code_hash]),
      [
        [1, HASHES[0]],
        [2, HASHES[1]],
      ],
    );
    assert.equal(rows[1].item.shown, "admitted");
    assert.equal((await read(store, 1)).local.verdict, "already-in");
    assert.deepEqual((await familyOf(store, 1)).left, [HASHES[2]]);
  });

  test("asks no more when all are in", async () => {
    const store = await listed();
    await letFamilyIn(store, await currentDevice(store), HASHES.slice(0, 3), { at: AT, makeId });
    assert.equal(await familyOf(store, 0), null);
  });

  test("leaves out who may not come in", async () => {
    const store = await listed({ 1: { state: "deregistered" }, 2: { in: [1] } });
    assert.deepEqual((await familyOf(store, 0)).left, [HASHES[0]]);
  });

  test("is nothing for a ticket alone or unknown", async () => {
    const store = await listed();
    assert.equal(await familyOf(store, 3), null);
    assert.equal(await findFamily(store, await currentDevice(store), "unknown", AT), null);
  });
});

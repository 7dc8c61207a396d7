import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { keepDevice } from "../../../static/js/gate/devices.js";
import { takeReading } from "../../../static/js/gate/reading.js";
import { fetchRoster, noteOffset, rosterOf } from "../../../static/js/gate/roster.js";
import { hashOf } from "../../../static/js/gate/roster-hash.js";
import { AT, PAIRING, pairedStore } from "./world.mjs";

const SALT = "AAECAwQFBgcICQoLDA0ODw";
const OCCASION = { no: 1, starts_at: "2027-06-05T10:00:00Z", ends_at: "2027-06-05T16:00:00Z" };
const LATER = { kind: "later", wait: null };

function ticket(hash, more = {}) {
  return { hash, short: `s-${hash}`, category: "adult", state: "valid", in: [], flags: 0, ...more };
}

function page(tickets, { cursor = "1.1", more = false, ...settings } = {}) {
  const body = {
    cursor,
    more,
    salt: SALT,
    reentry: false,
    unknown: "amber",
    occasions: [OCCASION],
  };
  return { kind: "fetched", etag: `"${cursor}"`, body: { ...body, tickets, ...settings } };
}

function sourceOf(store, ...answers) {
  const asked = [];
  async function get(path, options) {
    asked.push([path, options.etag]);
    const answer = answers.shift();
    return typeof answer === "function" ? answer() : answer;
  }
  return { store, get, now: () => AT, asked };
}

test("a code is hashed as the server hashes it", async () => {
  const read = { kind: "code", value: "0123456789ABCDEFGHJKMNPQ" };
  const short = { kind: "short-code", value: "K7PQ2MXC" };
  assert.equal(await hashOf(SALT, read), "1gHjErG1HQLPrw57");
  assert.equal(await hashOf(SALT, short), "fw_QeIoq");
});

describe("the list", () => {
  test("is fetched page by page, and a later row replaces an earlier", async () => {
    const store = await pairedStore();
    const first = page([ticket("a"), ticket("b")], { cursor: "2.2", more: true });
    const source = sourceOf(store, first, page([ticket("a", { state: "blocked" }), ticket("c")]));
    const seen = [];
    const fetched = await fetchRoster(source, "dev-1", ({ count, fetchedAt }) =>
      seen.push([count, fetchedAt]),
    );
    assert.deepEqual(fetched, { state: "fetched" });
    assert.deepEqual(source.asked, [
      ["/api/v1/roster", null],
      ["/api/v1/roster?after=2.2", '"2.2"'],
    ]);
    assert.deepEqual(
      store.rows("roster").map(({ hash, state }) => [hash, state]),
      [
        ["a", "blocked"],
        ["b", "valid"],
        ["c", "valid"],
      ],
    );
    assert.deepEqual(seen, [
      [2, null],
      [3, null],
      [3, AT.getTime()],
    ]);
  });

  test("that broke off is fetched on from where it stopped", async () => {
    const store = await pairedStore();
    const first = page([ticket("a")], { cursor: "2.2", more: true });
    const broken = sourceOf(store, first, LATER);
    assert.deepEqual(await fetchRoster(broken, "dev-1"), { state: "later" });
    assert.equal((await rosterOf(store, "dev-1")).fetchedAt, null);
    const source = sourceOf(store, page([ticket("b")]));
    assert.deepEqual(await fetchRoster(source, "dev-1"), { state: "fetched" });
    assert.deepEqual(source.asked, [["/api/v1/roster?after=2.2", '"2.2"']]);
    assert.equal((await rosterOf(store, "dev-1")).count, 2);
  });

  test("that has not changed is as fresh as now", async () => {
    const store = await pairedStore();
    await fetchRoster(sourceOf(store, page([ticket("a")])), "dev-1");
    const source = {
      ...sourceOf(store, { kind: "same" }),
      now: () => new Date(AT.getTime() + 60_000),
    };
    assert.deepEqual(await fetchRoster(source, "dev-1"), { state: "fetched" });
    assert.equal((await rosterOf(store, "dev-1")).fetchedAt, AT.getTime() + 60_000);
  });

  test("of another pairing goes with all its rows", async () => {
    const store = await pairedStore();
    await fetchRoster(sourceOf(store, page([ticket("a")])), "dev-1");
    const other = { ...PAIRING.device, id: "dev-2" };
    await keepDevice(store, { ...PAIRING, token: "token-2", device: other });
    assert.equal(await rosterOf(store, "dev-2"), null);
    const source = sourceOf(store, page([ticket("b")]));
    await fetchRoster(source, "dev-2");
    assert.deepEqual(source.asked, [["/api/v1/roster", null]]);
    assert.deepEqual(
      store.rows("roster").map(({ hash }) => hash),
      ["b"],
    );
  });

  test("keeps of a ticket what the contract names and nothing else", async () => {
    const store = await pairedStore();
    await fetchRoster(sourceOf(store, page([ticket("a", { name: "Amina" })])), "dev-1");
    assert.deepEqual(store.rows("roster"), [ticket("a")]);
  });

  for (const [status, code] of [
    [401, "E_DEVICE"],
    [403, "E_REVOKED"],
  ]) {
    test(`is not given to a phone that is no longer connected (${code})`, async () => {
      const source = sourceOf(await pairedStore(), { kind: "refused", status, code });
      assert.deepEqual(await fetchRoster(source, "dev-1"), { state: "disconnected" });
    });
  }

  for (const body of [null, {}, { cursor: 1 }, { cursor: "1", salt: "x", tickets: "none" }]) {
    test(`${JSON.stringify(body)} is no list`, async () => {
      const source = sourceOf(await pairedStore(), { kind: "fetched", etag: null, body });
      assert.deepEqual(await fetchRoster(source, "dev-1"), { state: "later" });
    });
  }

  test("that promises more but does not move on ends the fetching", async () => {
    const store = await pairedStore();
    const stuck = () => page([], { cursor: "2.2", more: true });
    assert.deepEqual(await fetchRoster(sourceOf(store, stuck, stuck), "dev-1"), { state: "later" });
  });

  test("forgets readings that it tells of once they can no longer be undone", async () => {
    const store = await pairedStore();
    await fetchRoster(sourceOf(store, page([])), "dev-1");
    const device = { ...PAIRING.device, gate: null };
    for (const [id, minutes] of [
      ["old", 16],
      ["new", 14],
    ]) {
      const at = new Date(AT.getTime() - minutes * 60_000);
      await takeReading(store, device, { id, text: "x", direction: "in", at });
      await store.change(["passages"], async (work) => {
        await work.put("passages", { ...(await work.get("passages", id)), settled: 1 });
      });
    }
    await fetchRoster(sourceOf(store, page([], { cursor: "3.3" })), "dev-1");
    assert.deepEqual(
      store.rows("passages").map(({ id, reflected }) => [id, reflected]),
      [["new", 1]],
    );
  });
});

test("the measured difference of the clocks is kept with the list", async () => {
  const store = await pairedStore();
  await fetchRoster(sourceOf(store, page([])), "dev-1");
  await noteOffset(store, 25_200_000);
  await noteOffset(store, NaN);
  assert.equal((await rosterOf(store, "dev-1")).offset, 25_200_000);
});

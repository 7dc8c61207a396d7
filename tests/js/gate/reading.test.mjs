import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { currentDevice } from "../../../static/js/gate/devices.js";
import { listTallies, listWaiting, settle } from "../../../static/js/gate/journal.js";
import { takeReading } from "../../../static/js/gate/reading.js";
import { fetchRoster } from "../../../static/js/gate/roster.js";
import { hashOf } from "../../../static/js/gate/roster-hash.js";
import { countAdmitted, noteShown } from "../../../static/js/gate/scans.js";
import { canTakeBack, letIn, takeBack } from "../../../static/js/gate/taking-back.js";
import { AT, pairedStore } from "./world.mjs";

const SALT = "AAECAwQFBgcICQoLDA0ODw";
const CODE = "0123456789ABCDEFGHJKMNPQ";
const SHORT = "K7PQ2MXC";
const HASH = await hashOf(SALT, { kind: "code", value: CODE });
const SHORT_HASH = await hashOf(SALT, { kind: "short-code", value: SHORT });
const minutes = (n) => new Date(AT.getTime() + n * 60_000);
const OCCASIONS = [
  { no: 1, starts_at: "2027-06-05T10:00:00Z", ends_at: "2027-06-05T16:00:00Z" },
  { no: 2, starts_at: "2027-06-12T10:00:00Z", ends_at: "2027-06-12T16:00:00Z" },
];

function ticket(more = {}) {
  return {
    ...{ hash: HASH, short: SHORT_HASH, category: "adult", state: "valid", in: [], flags: 0 },
    ...more,
  };
}

/** Fetch a list with these tickets. */
function fetch(store, tickets, settings = {}) {
  const body = { cursor: "1.1", more: false, salt: SALT, reentry: true, unknown: "amber" };
  const page = { ...body, occasions: OCCASIONS, tickets, ...settings };
  const get = async () => ({ kind: "fetched", etag: null, body: page });
  return fetchRoster({ store, get, now: () => AT }, "dev-1");
}

async function listed(tickets, settings) {
  const store = await pairedStore();
  await fetch(store, tickets, settings);
  return store;
}

let number = 0;

async function read(
  store,
  text = CODE,
  { at = AT, direction = "in", id = `s${(number += 1)}` } = {},
) {
  const device = await currentDevice(store);
  return takeReading(store, device, { id, text, direction, at });
}

async function verdictOf(store, text, more) {
  return (await read(store, text, more)).local.verdict;
}

describe("a reading", () => {
  test("of a known ticket is told by its hash, by whichever code it was read", async () => {
    const store = await listed([ticket()]);
    const [one, other] = [await read(store), await read(store, "k7pq-2mxc")];
    assert.equal(one.row.item.code_hash, HASH);
    assert.equal(other.row.item.code_hash, HASH);
    assert.deepEqual([one.local.verdict, other.local.verdict], ["admitted", "already-in"]);
    assert.equal("code" in one.row.item, false);
  });

  test("of an unknown ticket is told by its code, so that it can be found later", async () => {
    const store = await listed([]);
    const { row, local } = await read(store, `HTTPS://A.EXAMPLE/T/${CODE}`);
    assert.deepEqual([row.item.code, local.verdict], [CODE, "unknown"]);
    assert.equal((await read(store, SHORT)).row.item.code, SHORT);
  });

  test("of anything else keeps a hash alone", async () => {
    const store = await listed([]);
    const { row } = await read(store, "BEGIN:VCARD Amina");
    assert.match(row.item.code_hash, /^[\w-]{16}$/);
    assert.doesNotMatch(JSON.stringify(store.rows("journal")), /VCARD|Amina/i);
  });

  test("before the first list is not judged, and other texts are mere marks", async () => {
    const store = await pairedStore();
    const { row, local } = await read(store, "some text");
    assert.equal(local, null);
    assert.match(row.item.code_hash, /^[\w-]{16}$/);
    assert.equal((await read(store, CODE)).row.item.code, CODE);
  });

  test("that cannot be kept is no reading", async () => {
    const store = await listed([ticket()]);
    store.failing = new Error("full");
    await assert.rejects(read(store));
    store.failing = null;
    assert.equal(await verdictOf(store), "admitted");
  });

  for (const state of ["blocked", "replaced", "deregistered", "waiting"]) {
    test(`of a ${state} ticket says so`, async () =>
      assert.equal(await verdictOf(await listed([ticket({ state })])), state));
  }

  test("of any ticket says that the event is cancelled, until it is on again", async () => {
    const store = await listed([ticket()], { cancelled: true });
    assert.equal(await verdictOf(store), "cancelled-event");
    assert.equal(await verdictOf(store, SHORT), "cancelled-event");
    assert.equal(await verdictOf(store, "SOMETHING ELSE"), "unknown");
    await fetch(store, []);
    assert.notEqual(await verdictOf(store), "cancelled-event");
  });

  test("of staff of a cancelled event is staff", async () =>
    assert.equal(
      await verdictOf(await listed([ticket({ flags: 8 })], { cancelled: true })),
      "staff",
    ));

  test("of a practice ticket of a cancelled event tells what it would be", async () => {
    const store = await listed([ticket({ flags: 4 })], { cancelled: true });
    const { local } = await read(store);
    assert.deepEqual([local.verdict, local.earnest], ["test", "cancelled-event"]);
  });

  test("of somebody who is inside by another phone is already in", async () =>
    assert.equal(await verdictOf(await listed([ticket({ in: [1] })])), "already-in"));

  test("of somebody who was inside at another occasion is admitted", async () =>
    assert.equal(await verdictOf(await listed([ticket({ in: [2] })])), "admitted"));

  test("of somebody who went out is a re-entry, or already in where nobody may come back", async () => {
    const gone = [ticket({ been: [1] })];
    assert.equal(await verdictOf(await listed(gone)), "re-entry");
    assert.equal(await verdictOf(await listed(gone, { reentry: false })), "already-in");
  });

  test("of a ticket for another occasion admits and names the other", async () => {
    const store = await listed([ticket({ valid: [2] })]);
    const { local } = await read(store);
    assert.deepEqual([local.verdict, local.otherOccasions], ["admitted", [2]]);
  });

  test("of a practice ticket is for practice, and tells what it would be", async () => {
    const store = await listed([ticket({ flags: 4, state: "blocked" })]);
    const { local } = await read(store);
    assert.deepEqual([local.verdict, local.earnest], ["test", "blocked"]);
  });

  test("of staff passes every time", async () => {
    const store = await listed([ticket({ flags: 8 })]);
    assert.deepEqual([await verdictOf(store), await verdictOf(store)], ["staff", "staff"]);
  });

  test("belongs to the occasion nearest by the server's clock", async () => {
    const store = await listed([ticket({ in: [1] })]);
    const note = store.rows("notes").find(({ name }) => name === "roster");
    await store.change(["notes"], (work) => work.put("notes", { ...note, offset: 7 * 86_400_000 }));
    assert.equal(await verdictOf(store), "admitted");
  });
});

describe("what this phone has read", () => {
  test("counts although an older list does not tell of it", async () => {
    const store = await listed([ticket()]);
    await read(store);
    await fetch(store, [ticket()]);
    assert.equal(await verdictOf(store), "already-in");
  });

  test("counts once it is answered and not fetched yet", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    await settle(store, [{ id: row.id, verdict: "admitted" }]);
    assert.equal(await verdictOf(store), "already-in");
  });

  test("gives way to the list that was fetched after its answer", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    await settle(store, [{ id: row.id, verdict: "admitted" }]);
    await fetch(store, [ticket({ been: [1] })]);
    assert.equal(await verdictOf(store), "re-entry");
  });

  test("and the server refused is refused here too", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    await settle(store, [{ id: row.id, verdict: "blocked" }]);
    assert.equal(await verdictOf(store), "blocked");
  });

  test("and the server admitted is known from then on, though the list lacks it", async () => {
    const store = await listed([]);
    const { row } = await read(store);
    await settle(store, [{ id: row.id, verdict: "admitted" }]);
    assert.equal(await verdictOf(store), "already-in");
  });

  test("tells since when and where the ticket is in", async () => {
    const store = await listed([ticket()]);
    await read(store);
    const { local } = await read(store, CODE, { at: minutes(2) });
    assert.deepEqual(local.first, { at: AT.getTime(), gate: null });
  });
});

describe("taking back", () => {
  const undo = (id, at, code) => ({ id, tally: `t-${id}`, at, read: { code } });

  test("the last reading leaves room for the next", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    const undone = await takeBack(store, "dev-1", undo("u1", minutes(1)));
    assert.equal(undone.item.direction, "undo");
    assert.deepEqual([undone.item.undoes, undone.item.code_hash], [row.id, HASH]);
    assert.equal(await verdictOf(store, CODE, { at: minutes(2) }), "admitted");
  });

  test("a reading that the list tells of already leaves room too", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    await settle(store, [{ id: row.id, verdict: "admitted" }]);
    await fetch(store, [ticket({ in: [1] })]);
    await takeBack(store, "dev-1", undo("u2", minutes(1)));
    assert.equal(await verdictOf(store, CODE, { at: minutes(2) }), "admitted");
  });

  test("an exit that the list tells of leaves the holder inside", async () => {
    const store = await listed([ticket({ in: [1] })]);
    const { row } = await read(store, CODE, { direction: "out" });
    await settle(store, [{ id: row.id, verdict: "out" }]);
    await fetch(store, [ticket({ been: [1] })]);
    await takeBack(store, "dev-1", undo("u3", minutes(1)));
    assert.equal(await verdictOf(store, CODE, { at: minutes(2) }), "already-in");
  });

  test("is possible for a quarter of an hour, and once", async () => {
    const store = await listed([ticket()]);
    await read(store);
    assert.equal(await canTakeBack(store, "dev-1", minutes(15), null), true);
    assert.equal(await canTakeBack(store, "dev-1", minutes(15.1), null), false);
    assert.equal(await takeBack(store, "dev-1", undo("u4", minutes(16))), null);
    await takeBack(store, "dev-1", undo("u5", minutes(1)));
    assert.equal(await canTakeBack(store, "dev-1", minutes(1), null), false);
    assert.equal(await takeBack(store, "dev-1", undo("u6", minutes(1))), null);
  });

  test("an unknown short code takes the code that is remembered, and none is kept", async () => {
    const store = await listed([]);
    const { row } = await read(store, SHORT);
    assert.equal(await canTakeBack(store, "dev-1", AT, null), false);
    assert.equal(await canTakeBack(store, "dev-1", AT, { id: row.id }), true);
    assert.doesNotMatch(JSON.stringify(store.rows("notes")), /K7PQ2MXC/);
    const undone = await takeBack(store, "dev-1", undo("u7", minutes(1), SHORT));
    assert.equal(undone.item.code, SHORT);
  });

  test("takes back whoever was let in by it", async () => {
    const store = await listed([]);
    const { row } = await read(store);
    await letIn(store, "dev-1", { id: "t1", category: "child", at: AT, scan: row.id });
    await takeBack(store, "dev-1", undo("u8", minutes(1)));
    assert.deepEqual(
      (await listTallies(store, "dev-1")).map(({ item }) => [item.linked_scan_id, item.undoes]),
      [
        [row.id, undefined],
        [undefined, "t1"],
      ],
    );
  });
});

describe("how many this phone has admitted", () => {
  async function admitted(store) {
    return countAdmitted(await currentDevice(store), await listWaiting(store));
  }

  test("is known before the server answers, and the same after", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    await noteShown(store, row.id, "admitted");
    assert.equal(await admitted(store), 1);
    await settle(store, [{ id: row.id, verdict: "admitted" }]);
    assert.equal(await admitted(store), 1);
  });

  test("is one less when a scan is taken back, before or after it was sent", async () => {
    for (const isSent of [false, true]) {
      const store = await listed([ticket()]);
      const { row } = await read(store);
      await noteShown(store, row.id, "admitted");
      if (isSent) {
        await settle(store, [{ id: row.id, verdict: "admitted" }]);
      }
      const undone = await takeBack(store, "dev-1", { id: "u", tally: "t", at: AT, read: {} });
      const answer = isSent ? [] : [{ id: row.id, verdict: "undone" }];
      await settle(store, [...answer, { id: undone.id, verdict: "undone" }]);
      assert.equal(await admitted(store), 0);
    }
  });

  test("what is noted as shown goes with the scan, and nothing once it was answered", async () => {
    const store = await listed([ticket()]);
    const { row } = await read(store);
    await noteShown(store, row.id, "admitted");
    assert.equal((await listWaiting(store))[0].item.shown, "admitted");
    await settle(store, [{ id: row.id, verdict: "admitted" }]);
    await noteShown(store, row.id, "admitted");
    assert.deepEqual(await listWaiting(store), []);
  });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { currentDevice, keepDevice } from "../../../static/js/gate/devices.js";
import { addTally, listWaiting } from "../../../static/js/gate/journal.js";
import { askVerdict, makeBatches, sendWaiting } from "../../../static/js/gate/sync.js";
import { AT, NO_ANSWER, PAIRING, addScan, lineTo, pairedStore, refused, taken } from "./world.mjs";

const HEAD = { sent_at: "2027-06-05T11:00:00.000Z", last_seq: 0, unsent: 0 };
const SENT = { state: "sent", wait: null };

async function withScans(count) {
  const store = await pairedStore();
  for (let n = 1; n <= count; n += 1) {
    await addScan(store, "dev-1", { id: `s${n}`, code: `C${n}`, at: AT });
  }
  return store;
}

async function waitingIds(store) {
  return (await listWaiting(store)).map((row) => row.id);
}

describe("asking for a verdict", () => {
  test("shows the server's verdict, and the scan leaves the journal", async () => {
    const store = await withScans(1);
    const [row] = await listWaiting(store);
    const line = lineTo(store, taken("admitted"));
    assert.deepEqual(await askVerdict(line, row), {
      verdict: "admitted",
      first: null,
      serverTime: "2027-06-05T11:00:01Z",
    });
    assert.deepEqual(await waitingIds(store), []);
    assert.deepEqual(line.asked, [
      {
        path: "/api/v1/scans",
        body: { ...HEAD, last_seq: 1, scans: [row.item] },
        options: { token: "token-north", timeout: 4000 },
      },
    ]);
  });

  test("without an answer the scan is stored, not judged", async () => {
    const store = await withScans(1);
    const [row] = await listWaiting(store);
    assert.deepEqual(await askVerdict(lineTo(store, NO_ANSWER), row), { verdict: "stored" });
    assert.deepEqual(await waitingIds(store), ["s1"]);
  });

  test("an answer for another id is no answer for this one", async () => {
    const store = await withScans(1);
    const [row] = await listWaiting(store);
    const results = [{ index: 0, scan_id: "other", state: "new", verdict: "admitted" }];
    const line = lineTo(store, { kind: "answered", body: { server_time: "x", results } });
    assert.deepEqual(await askVerdict(line, row), { verdict: "stored" });
    assert.deepEqual(await waitingIds(store), ["s1"]);
  });

  test("a verdict is shown even when the phone cannot note that it came", async () => {
    const store = await withScans(1);
    const [row] = await listWaiting(store);
    store.failing = new Error("full");
    const outcome = await askVerdict(lineTo(store, taken("blocked")), row);
    assert.equal(outcome.verdict, "blocked");
    store.failing = null;
    assert.deepEqual(await waitingIds(store), ["s1"]);
  });

  for (const answer of [refused(401, "E_DEVICE"), refused(403, "E_REVOKED")]) {
    test(`${answer.code} keeps the scan and tells that the phone is not connected`, async () => {
      const store = await withScans(1);
      const [row] = await listWaiting(store);
      assert.deepEqual(await askVerdict(lineTo(store, answer), row), { verdict: "disconnected" });
      assert.deepEqual(await waitingIds(store), ["s1"]);
    });
  }
});

describe("sending what waits", () => {
  test("goes in batches of at most a hundred, in order", async () => {
    const store = await withScans(230);
    const line = lineTo(store, taken());
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(
      line.asked.map(({ body }) => [body.scans.length, body.scans[0].seq]),
      [
        [100, 1],
        [100, 101],
        [30, 201],
      ],
    );
    assert.equal((await currentDevice(store)).admitted, 230);
  });

  test("scans and tallies go to their own addresses", async () => {
    const store = await withScans(1);
    await addTally(store, "dev-1", { id: "t1", category: "child", at: AT });
    const line = lineTo(store, taken());
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(
      line.asked.map(({ path, body }) => [path, Object.keys(body)]),
      [
        ["/api/v1/scans", ["sent_at", "last_seq", "unsent", "scans"]],
        ["/api/v1/tallies", ["sent_at", "last_seq", "unsent", "tallies"]],
      ],
    );
    assert.deepEqual(await waitingIds(store), []);
  });

  test("each batch tells the last number given and what else is held", async () => {
    const store = await withScans(130);
    const line = lineTo(store, taken());
    await sendWaiting(line, "dev-1");
    const told = line.asked.map(({ body }) => [body.last_seq, body.unsent]);
    assert.deepEqual(told, [
      [130, 30],
      [130, 0],
    ]);
  });

  test("what is answered is told, with the verdict and by how much our clock is behind", async () => {
    const store = await withScans(1);
    const heard = [];
    const line = { ...lineTo(store, taken("blocked")), heard: (told) => heard.push(told) };
    await sendWaiting(line, "dev-1");
    await sendWaiting(line, "dev-1");
    assert.deepEqual(
      heard.map(({ offset, settled }) => [offset, settled.map((each) => each.verdict)]),
      [
        [1000, ["blocked"]],
        [1000, []],
      ],
    );
  });

  test("with nothing waiting an empty batch is the sign of life", async () => {
    const store = await pairedStore();
    const line = lineTo(store, taken());
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(line.asked[0].body, { ...HEAD, scans: [] });
  });

  test("an answer lost on the way is asked for again with the same scan", async () => {
    const store = await withScans(1);
    const line = lineTo(store, NO_ANSWER, taken("admitted", "same"));
    assert.deepEqual(await sendWaiting(line, "dev-1"), { state: "later", wait: null });
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(line.asked[0].body.scans, line.asked[1].body.scans);
    assert.equal((await currentDevice(store)).admitted, 1);
  });

  test("what the phone could not strike out is sent once more and counted once", async () => {
    const store = await withScans(1);
    const line = lineTo(store, taken("admitted"));
    store.failing = new Error("the phone went off");
    await assert.rejects(sendWaiting(line, "dev-1"));
    store.failing = null;
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(await waitingIds(store), []);
    assert.equal((await currentDevice(store)).admitted, 1);
  });

  test("two sendings at once count each scan once", async () => {
    const store = await withScans(3);
    const line = lineTo(store, taken());
    await Promise.all([sendWaiting(line, "dev-1"), sendWaiting(line, "dev-1")]);
    assert.equal((await currentDevice(store)).admitted, 3);
  });

  test("only the rows that were answered leave", async () => {
    const store = await withScans(2);
    const results = [{ index: 0, scan_id: "s1", state: "new", verdict: "admitted" }];
    const line = lineTo(store, { kind: "answered", body: { server_time: "x", results } });
    assert.deepEqual(await sendWaiting(line, "dev-1"), { state: "later", wait: null });
    assert.deepEqual(await waitingIds(store), ["s2"]);
  });

  test("a row that the server could not read is answered by its place", async () => {
    const store = await withScans(2);
    const results = [
      { index: 0, scan_id: "s1", state: "new", verdict: "admitted" },
      { index: 1, scan_id: null, state: "unreadable", error: "E_ROW" },
    ];
    const line = lineTo(store, { kind: "answered", body: { server_time: "x", results } });
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(await waitingIds(store), []);
  });

  for (const body of [null, {}, { results: "none" }, { results: [null, 7] }, []]) {
    test(`${JSON.stringify(body)} is no answer worth having`, async () => {
      const store = await withScans(1);
      const line = lineTo(store, { kind: "answered", body });
      assert.deepEqual(await sendWaiting(line, "dev-1"), { state: "later", wait: null });
      assert.deepEqual(await waitingIds(store), ["s1"]);
    });
  }

  test("an answer for a row that was not in the batch lets nothing leave", async () => {
    const store = await withScans(1);
    const results = [{ index: 0, scan_id: "s2", state: "new", verdict: "admitted" }];
    const line = lineTo(store, async (body) => {
      await addScan(store, "dev-1", { id: "s2", code: "C2", at: AT });
      return { kind: "answered", body: { server_time: body.sent_at, results } };
    });
    assert.deepEqual(await sendWaiting(line, "dev-1"), { state: "later", wait: null });
    assert.deepEqual(await waitingIds(store), ["s1", "s2"]);
  });

  test("the server's wish to wait is passed on", async () => {
    const store = await withScans(1);
    const line = lineTo(store, { kind: "later", wait: 7000 });
    assert.deepEqual(await sendWaiting(line, "dev-1"), { state: "later", wait: 7000 });
  });

  test("one row that the server refuses does not hold the others back", async () => {
    const store = await withScans(5);
    const take = taken();
    const line = lineTo(store, (body) =>
      body.scans.some((scan) => scan.scan_id === "s3") ? refused(400, "E_JSON") : take(body),
    );
    assert.deepEqual(await sendWaiting(line, "dev-1"), SENT);
    assert.deepEqual(await waitingIds(store), ["s3"]);
  });

  test("a device that is no longer connected keeps everything", async () => {
    const store = await withScans(150);
    const line = lineTo(store, refused(401, "E_DEVICE"));
    const outcome = await sendWaiting(line, "dev-1");
    assert.deepEqual(outcome, { state: "disconnected", wait: null });
    assert.equal((await waitingIds(store)).length, 150);
  });

  test("what a former pairing left is sent with its own token", async () => {
    const store = await withScans(1);
    const other = { ...PAIRING.device, id: "dev-2" };
    await keepDevice(store, { ...PAIRING, token: "token-2", device: other });
    const line = lineTo(store, taken());
    assert.deepEqual(await sendWaiting(line, "dev-2"), SENT);
    assert.deepEqual(
      line.asked.map(({ body, options }) => [options.token, body.scans.length]),
      [
        ["token-north", 1],
        ["token-2", 0],
      ],
    );
  });

  test("a former pairing that was revoked does not disconnect the one in use", async () => {
    const store = await withScans(1);
    const other = { ...PAIRING.device, id: "dev-2" };
    await keepDevice(store, { ...PAIRING, token: "token-2", device: other });
    const line = lineTo(store, refused(401, "E_DEVICE"), taken());
    assert.deepEqual(await sendWaiting(line, "dev-2"), SENT);
  });
});

test("long texts make small batches", () => {
  const rows = Array.from({ length: 60 }, (_, n) => ({
    id: `s${n}`,
    device: "dev-1",
    kind: "scan",
    item: { code: "x".repeat(4096) },
  }));
  const sizes = makeBatches(rows).map((batch) => batch.rows.length);
  assert.deepEqual(sizes, [48, 12]);
});

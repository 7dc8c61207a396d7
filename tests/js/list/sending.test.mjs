import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { SHAPE, addMark, listMarks } from "../../../static/js/list/marks.js";
import { makeBatches, sendAll } from "../../../static/js/list/sending.js";
import { fakeStore } from "../fake-store.mjs";

const LIST = { base: "/organiser/events/fest/list", no: 2 };
const OPEN = { ...LIST, people: [7, 8] };
const NOW = new Date("2026-05-11T10:00:00Z");
const PEOPLE = { 7: { ticked: "came", settled: "" } };

async function storeWith(...marks) {
  const store = fakeStore(SHAPE.tables);
  for (const [id, changes] of marks) {
    await addMark(store, { id, ...LIST, person: 7, status: "came", at: "then", ...changes });
  }
  return store;
}

function lineTo(store, ...answers) {
  const asked = [];
  return {
    asked,
    store,
    now: () => NOW,
    token: async (anew) => (anew ? "new" : "old"),
    post: async (path, body, csrf) => {
      asked.push({ path, body, csrf });
      return answers.shift()(body);
    },
  };
}

const taken =
  (state = "new") =>
  (body) => ({
    kind: "answered",
    body: { results: body.marks.map(({ mark_id }) => ({ mark_id, state })), people: PEOPLE },
  });
const refused = (status) => () => ({ kind: "refused", status, code: "" });
const silent = () => ({ kind: "later", wait: null });
const ids = async (store) => (await listMarks(store)).map(({ id }) => id);

describe("sending marks", () => {
  test("what the server has leaves the tablet, and the list as it stands comes back", async () => {
    const store = await storeWith(["a"], ["b", { no: 1, status: "stayed-away" }]);
    const line = lineTo(store, taken());
    assert.deepEqual(await sendAll(line, OPEN), { state: "sent", people: PEOPLE, refused: 0 });
    assert.deepEqual(await ids(store), []);
    const item = { participant_id: 7, device_at: "then" };
    assert.deepEqual(line.asked, [
      {
        path: `${OPEN.base}/marks`,
        csrf: "old",
        body: {
          sent_at: NOW.toISOString(),
          no: 2,
          people: [7, 8],
          marks: [
            { mark_id: "a", no: 2, status: "came", ...item },
            { mark_id: "b", no: 1, status: "stayed-away", ...item },
          ],
        },
      },
    ]);
  });

  test("without an answer all stays", async () => {
    const store = await storeWith(["a"]);
    const sent = await sendAll(lineTo(store, silent), OPEN);
    assert.deepEqual(sent, { state: "later", people: null, refused: 0 });
    assert.deepEqual(await ids(store), ["a"]);
  });

  test("who is signed out is told so, and all stays", async () => {
    const store = await storeWith(["a"]);
    const sent = await sendAll(
      lineTo(store, () => ({ kind: "elsewhere" })),
      OPEN,
    );
    assert.equal(sent.state, "signed-out");
    assert.deepEqual(await ids(store), ["a"]);
  });

  test("a token that does not serve any more is fetched anew, once", async () => {
    const store = await storeWith(["a"]);
    const line = lineTo(store, refused(400), taken());
    assert.equal((await sendAll(line, OPEN)).state, "sent");
    assert.deepEqual(
      line.asked.map(({ csrf }) => csrf),
      ["old", "new"],
    );
    const stuck = lineTo(await storeWith(["a"]), refused(400), refused(400));
    assert.equal((await sendAll(stuck, OPEN)).state, "stuck");
    assert.equal(stuck.asked.length, 2);
  });

  test("marks that cannot be stored are counted and do not hold the others up", async () => {
    const store = await storeWith(["a"], ["b"]);
    const sent = await sendAll(lineTo(store, taken("strange")), OPEN);
    assert.equal(sent.refused, 2);
    assert.deepEqual(await ids(store), []);
  });

  test("what the answer does not name stays", async () => {
    const store = await storeWith(["a"]);
    const line = lineTo(store, () => ({ kind: "answered", body: {} }));
    await sendAll(line, OPEN);
    assert.deepEqual(await ids(store), ["a"]);
  });
});

test("marks of other events go to their own, and the open list is asked in any case", () => {
  const other = { base: "/organiser/events/other/list", no: 1 };
  const mark = (base, n) => ({
    id: `${n}`,
    order: n,
    base,
    no: 1,
    person: n,
    status: "came",
    at: "",
  });
  const marks = [...Array(101).keys()].map((n) => mark(other.base, n));
  const batches = makeBatches(marks, OPEN.base).map(({ base, marks: held }) => [base, held.length]);
  assert.deepEqual(batches, [
    [other.base, 100],
    [other.base, 1],
    [OPEN.base, 0],
  ]);
});

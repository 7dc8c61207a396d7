import assert from "node:assert/strict";
import { test } from "node:test";

import { SHAPE, addMark, forgetMarks, listMarks, unsentOf } from "../../../static/js/list/marks.js";
import { bare } from "../../../static/js/list/rows.js";
import { wordsOf } from "../../../static/js/list/tablet.js";
import { fakeStore } from "../fake-store.mjs";

const LIST = { base: "/organiser/events/fest/list", no: 1 };
const mark = (id, changes) => ({ id, ...LIST, person: 7, status: "came", at: "then", ...changes });

test("marks stay in the order they were made, though the clock stands still", async () => {
  const store = fakeStore(SHAPE.tables);
  for (const id of ["c", "a", "b"]) {
    await addMark(store, mark(id));
  }
  assert.deepEqual(
    (await listMarks(store)).map(({ id }) => id),
    ["c", "a", "b"],
  );
  await forgetMarks(store, ["c"]);
  await addMark(store, mark("0"));
  assert.deepEqual(
    (await listMarks(store)).map(({ id }) => id),
    ["a", "b", "0"],
  );
});

test("of what waits, the last word on each person of the list is shown", () => {
  const marks = [
    mark("a", { person: 1, status: "came" }),
    mark("b", { person: 1, status: "unknown" }),
    mark("c", { person: 2, status: "came", no: 2 }),
    mark("d", { person: 3, status: "came", base: "/organiser/events/other/list" }),
  ];
  assert.deepEqual([...unsentOf(marks, LIST)], [[1, "unknown"]]);
});

test("a name is found without its accents", () => {
  assert.equal(bare("  Çağla YILMAZ"), "cagla yilmaz");
  assert.equal(bare("Émile"), "emile");
});

test("what waits is never said to be sent", () => {
  assert.deepEqual(wordsOf("sent", 0), ["all-sent"]);
  assert.deepEqual(wordsOf("sent", 1), ["sending"]);
  assert.deepEqual(wordsOf("later", 0), ["offline"]);
  assert.deepEqual(wordsOf("later", 3), ["offline", "unsent"]);
  assert.deepEqual(wordsOf("signed-out", 3), ["signed-out"]);
  assert.deepEqual(wordsOf("stuck", 3), ["stuck"]);
  assert.deepEqual(wordsOf("no-room", 3), ["no-room"]);
});

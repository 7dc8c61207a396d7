import assert from "node:assert/strict";
import { test } from "node:test";

import { countTallies, lastStanding } from "../../../static/js/gate/tally.js";

const tap = (id, category) => ({ id, item: { category } });
const undo = (id, undoes) => ({ id, item: { category: "child", undoes } });

test("no taps are nobody", () => assert.deepEqual(countTallies([]), { all: 0, byCategory: {} }));

test("41 taps and 4 undone are 37", () => {
  const taps = Array.from({ length: 41 }, (_, n) => tap(`t${n}`, n % 2 ? "child" : "adult"));
  const undone = [40, 39, 38, 37].map((n) => undo(`u${n}`, `t${n}`));
  assert.deepEqual(countTallies([...taps, ...undone]), {
    all: 37,
    byCategory: { adult: 19, child: 18 },
  });
});

test("a tally taken back twice is taken back once", () =>
  assert.equal(countTallies([tap("a", "child"), undo("u", "a"), undo("v", "a")]).all, 0));

test("taking back what this phone does not know takes nobody away", () =>
  assert.equal(countTallies([tap("a", "child"), undo("u", "elsewhere")]).all, 1));

test("an undo may stand before its tally", () =>
  assert.equal(countTallies([undo("u", "a"), tap("a", "child")]).all, 0));

test("the last that stands is the newest not taken back", () => {
  const rows = [tap("a", "child"), tap("b", "adult"), undo("u", "b")];
  assert.equal(lastStanding(rows).id, "a");
});

test("when all are taken back none stands", () =>
  assert.equal(lastStanding([tap("a", "child"), undo("u", "a")]), null));

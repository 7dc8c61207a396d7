// A stretch of lines goes from one to the other, whichever was clicked first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { between } from "../../../static/js/components/ticks.js";

test("a stretch holds both its ends, in either direction", () => {
  assert.deepEqual(between(["a", "b", "c", "d"], "b", "d"), ["b", "c", "d"]);
  assert.deepEqual(between(["a", "b", "c", "d"], "d", "b"), ["b", "c", "d"]);
  assert.deepEqual(between(["a", "b"], "b", "b"), ["b"]);
});

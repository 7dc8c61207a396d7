// Arrow keys go line by line, and no other key moves.

import assert from "node:assert/strict";
import { test } from "node:test";

import { stepOf } from "../../../static/js/components/rows.js";

test("an arrow goes one line on or back", () => {
  assert.deepEqual(["ArrowDown", "ArrowUp", "Enter", "toString"].map(stepOf), [1, -1, 0, 0]);
});

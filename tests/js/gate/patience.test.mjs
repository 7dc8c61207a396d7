import assert from "node:assert/strict";
import { test } from "node:test";

import { makePatience } from "../../../static/js/gate/patience.js";

test("the fifth wrong code within a minute pauses, and counting begins anew", () => {
  const note = makePatience();
  const pauses = [0, 10_000, 20_000, 30_000, 59_999, 60_001].map(note);
  assert.deepEqual(pauses, [0, 0, 0, 0, 5000, 0]);
});

test("wrong codes now and then never pause", () => {
  const note = makePatience();
  const pauses = Array.from({ length: 20 }, (_, n) => note(n * 15_001));
  assert.deepEqual(new Set(pauses), new Set([0]));
});

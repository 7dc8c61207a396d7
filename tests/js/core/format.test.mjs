import assert from "node:assert/strict";
import { test } from "node:test";

import { clockTime, wholeNumber } from "../../../static/js/core/format.js";
import { makeId } from "../../../static/js/core/ids.js";

test("a moment is written in the event's zone, in summer and in winter", () => {
  assert.equal(clockTime("2027-06-05T11:02:00Z", "da"), "13.02");
  assert.equal(clockTime("2027-12-05T11:02:00Z", "da"), "12.02");
});

test("what is no moment is written as nothing", () => assert.equal(clockTime("soon", "da"), ""));

test("numbers are grouped as in the language", () =>
  assert.equal(wholeNumber(1234, "da"), "1.234"));

test("ids are random UUIDs of version 4", () => {
  assert.match(makeId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(makeId(), makeId());
});

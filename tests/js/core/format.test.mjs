import assert from "node:assert/strict";
import { test } from "node:test";

import { clockTime, wholeNumber } from "../../../static/js/core/format.js";
import { makeId } from "../../../static/js/core/ids.js";

test("a moment is written in the event's zone, in summer and in winter", () => {
  assert.equal(clockTime("2027-06-05T11:02:00Z", "da"), "13.02");
  assert.equal(clockTime("2027-12-05T11:02:00Z", "da"), "12.02");
});

test("the clock has 24 hours in every language, as on the pages", () => {
  const said = ["da", "en", "ar", "tr", "ur", "so"].map((language) =>
    clockTime("2027-06-05T22:02:00Z", language),
  );
  assert.deepEqual(said, ["00.02", "00:02", "00:02", "00:02", "00:02", "00:02"]);
});

test("what is no moment is written as nothing", () => assert.equal(clockTime("soon", "da"), ""));

test("numbers are grouped as in the language, in the pages' digits", () => {
  const said = ["da", "en", "ar", "tr", "ur", "so"].map((language) => wholeNumber(1234, language));
  assert.deepEqual(said, ["1.234", "1,234", "1,234", "1.234", "1,234", "1,234"]);
});

test("ids are random UUIDs of version 4", () => {
  assert.match(makeId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(makeId(), makeId());
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { makeRest } from "../../../static/js/gate/resting.js";

function restAt() {
  const screen = { at: 10_000, offers: false };
  const rest = makeRest({ now: () => screen.at, isOffering: () => screen.offers });
  return { screen, rest };
}

test("a page that has shown nothing does not wait", () => {
  assert.equal(restAt().rest.isResting(), false);
});

test("a verdict stays a moment, one that may pass does not", () => {
  const { screen, rest } = restAt();
  rest.begin();
  screen.at += 799;
  assert.equal(rest.isResting(), true);
  screen.at += 1;
  assert.equal(rest.isResting(), false);
  rest.begin({ isPassing: true });
  assert.equal(rest.isResting(), false);
});

test("a choice stays four seconds and no longer than until it is made", () => {
  const { screen, rest } = restAt();
  screen.offers = true;
  rest.begin();
  screen.at += 1500;
  assert.equal(rest.isResting(), true);
  screen.offers = false;
  assert.equal(rest.isResting(), false);
  screen.offers = true;
  screen.at += 2500;
  assert.equal(rest.isResting(), false);
});

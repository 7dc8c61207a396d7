import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import {
  compareReading,
  isSameTicket,
  isShortCode,
  readCode,
  toneOf,
} from "../../../static/js/gate/rules.js";

const vectors = JSON.parse(readFileSync(new URL("../../vectors/codes.json", import.meta.url)));
const SYMBOLS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const RIGHT = "K7PQ2MXC";

describe("reading a code", () => {
  for (const { why, text, kind, value } of vectors.codes) {
    test(why, () => assert.deepEqual(readCode(text), { kind, value }));
  }
});

describe("checking a short code", () => {
  for (const { why, text, valid } of vectors.short_codes) {
    test(why, () => assert.equal(isShortCode(text), valid));
  }

  test("every single wrong character is noticed", () => {
    const right = vectors.short_codes[0].text;
    for (let place = 0; place < right.length; place += 1) {
      for (const symbol of SYMBOLS.replace(right[place], "")) {
        const wrong = right.slice(0, place) + symbol + right.slice(place + 1);
        assert.equal(isShortCode(wrong), false, wrong);
      }
    }
  });
});

describe("the tone of a verdict", () => {
  const tones = {
    good: ["admitted", "re-entry", "staff"],
    neutral: ["out", "undone", "test", "same", "stored"],
    caution: ["already-in", "waiting", "unknown"],
    stop: ["blocked", "replaced", "deregistered", "cancelled-event", "other-event"],
  };
  for (const [tone, verdicts] of Object.entries(tones)) {
    for (const verdict of verdicts) {
      test(`${verdict} is ${tone}`, () => assert.equal(toneOf(verdict), tone));
    }
  }
  test("a verdict from a newer server calls for caution", () =>
    assert.equal(toneOf("something-new"), "caution"));
  test("a verdict that is also the name of a built-in calls for caution", () =>
    assert.equal(toneOf("constructor"), "caution"));
});

describe("the ticket that was let in a moment ago", () => {
  const result = {
    verdict: "already-in",
    first: { at: "2027-06-05T11:00:00Z", gate: "North" },
  };
  const seen = { gate: "North", serverTime: "2027-06-05T11:00:02.900Z" };
  test("is the same ticket at the same gate within three seconds", () =>
    assert.equal(isSameTicket(result, seen), true));
  test("is already in after three seconds", () =>
    assert.equal(isSameTicket(result, { ...seen, serverTime: "2027-06-05T11:00:03Z" }), false));
  test("is already in when another gate let it in", () =>
    assert.equal(isSameTicket(result, { ...seen, gate: "South" }), false));
  test("is already in when nobody knows since when", () =>
    assert.equal(isSameTicket({ ...result, first: null }, seen), false));
  test("is what the verdict says when that is not already-in", () =>
    assert.equal(isSameTicket({ ...result, verdict: "admitted" }, seen), false));
  test("is already in when the times make no sense", () =>
    assert.equal(isSameTicket({ ...result, first: { at: "?", gate: "North" } }, seen), false));
});

describe("a code in front of the camera", () => {
  const last = { value: RIGHT, at: 10_000 };
  test("is fresh when nothing was read before", () =>
    assert.equal(compareReading(null, last), "fresh"));
  test("is fresh when another code was read before", () =>
    assert.equal(compareReading(last, { value: "OTHER", at: 10_001 }), "fresh"));
  test("is held while it stays in view", () =>
    assert.equal(compareReading(last, { value: RIGHT, at: 10_999 }), "held"));
  test("is the same ticket when it comes back within three seconds", () =>
    assert.equal(compareReading(last, { value: RIGHT, at: 12_999 }), "same"));
  test("is fresh when it comes back later", () =>
    assert.equal(compareReading(last, { value: RIGHT, at: 13_000 }), "fresh"));
});

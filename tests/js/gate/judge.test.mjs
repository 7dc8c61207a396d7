// The stories that server and phone judge alike; their twin is tests/checkin/test_verdict_vectors.py.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { judge, nearestOccasion } from "../../../static/js/gate/judge.js";

const vectors = JSON.parse(readFileSync(new URL("../../vectors/verdicts.json", import.meta.url)));
const moment = (time) => (time === undefined ? null : Date.parse(`2027-06-05T${time}Z`));

function factsOf({ ticket, event }) {
  return {
    waiting: ticket.is_waiting,
    practice: ticket.is_practice,
    staff: ticket.is_staff,
    blockedAt: moment(ticket.blocked_at),
    replacedAt: moment(ticket.replaced_at),
    deregisteredAt: moment(ticket.deregistered_at),
    cancelled: event.cancelled,
    reentry: event.reentry,
  };
}

function told(story, scans) {
  const { verdicts, occasions } = judge(factsOf(story), scans);
  const inside = [...occasions].filter(([, state]) => state.inside).map(([no]) => no);
  return { verdicts: Object.fromEntries(verdicts), inside };
}

describe("a story ends as told", () => {
  for (const story of vectors.stories) {
    const scans = story.scans.map((scan) => ({ ...scan, gate: null, at: moment(scan.at) }));
    const { verdicts, inside } = story;
    test(story.why, () => assert.deepEqual(told(story, scans), { verdicts, inside }));
    test(`${story.why} (told backwards)`, () =>
      assert.deepEqual(told(story, scans.toReversed()), { verdicts, inside }));
  }
});

describe("a moment belongs to the nearest occasion", () => {
  for (const { why, occasions, moments } of vectors.nearest) {
    test(why, () =>
      assert.deepEqual(
        moments.map(({ at }) => nearestOccasion(occasions, Date.parse(at))),
        moments.map(({ no }) => no),
      ),
    );
  }
});

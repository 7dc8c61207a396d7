import assert from "node:assert/strict";
import { test } from "node:test";

import { arrivalsOf, arrivedBy, ticketAt } from "../../../static/js/components/arrivals.js";

test("people arrive in their quarter of an hour, evenly", () => {
  assert.deepEqual(arrivalsOf([2, 0, 1]), [0, 450, 1800]);
});

test("by each second so many have arrived as should have", () => {
  const arrivals = arrivalsOf([10, 25, 22, 13, 9, 7, 5, 4, 3, 2]);
  assert.equal(arrivedBy(arrivals, 0), 1); // the first is there when the doors open
  assert.equal(arrivedBy(arrivals, 40 * 60), 50); // half of a hundred within 40 minutes
  assert.equal(arrivedBy(arrivals, 1e9), 100);
});

test("nobody arrives where nobody came", () => {
  assert.equal(arrivedBy(arrivalsOf([]), 60), 0);
});

test("each sixth ticket is odd, and all of both kinds have their turn", () => {
  const turns = Array.from({ length: 18 }, (_, n) => ticketAt(n, ["a", "b", "c"], ["x", "y"]));
  assert.equal(turns.join(""), "abcabxcabcaybcabcx");
});

test("without odd ones all are good", () => {
  assert.deepEqual(
    [0, 5, 6].map((n) => ticketAt(n, ["a", "b"], [])),
    ["a", "b", "a"],
  );
});

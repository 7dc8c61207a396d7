import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { fromBase45, toBase45 } from "../../../static/js/gate/transfer-bytes.js";
import { isTransfer } from "../../../static/js/gate/transfer-mark.js";
import { makeParts, nameOf, packPart, unpackPart } from "../../../static/js/gate/transfer.js";

const vectors = JSON.parse(
  readFileSync(new URL("../../vectors/transfers.json", import.meta.url), "utf8"),
);

/** Numbers that look random and are the same each time. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pick = (roll, list) => list[roll(list.length)];
const hex = (roll, length) => Array.from({ length }, () => roll(16).toString(16)).join("");
const uuid = (roll) => [8, 4, 4, 4, 12].map((length) => hex(roll, length)).join("-");
const digits = (roll, set, length) => Array.from({ length }, () => pick(roll, [...set])).join("");
const moment = (roll) => new Date(1_812_000_000_000 + roll(40_000_000)).toISOString();
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE64 = "abcXYZ019-_";

function randomScan(roll, seq) {
  const read = pick(roll, [
    { code: digits(roll, BASE32, 24) },
    { code: "K7PQ2MXC" },
    { code: "HTTPS://TILMELDING.EXAMPLE/T/" + digits(roll, BASE32, 24) },
    { code: "لا تذكرة 🎈 \ud83d" },
    { code_hash: digits(roll, BASE64, 16) },
  ]);
  return {
    ...{ scan_id: uuid(roll), seq, ...read, gate: pick(roll, ["Nord", "مدخل", null]) },
    ...{ direction: pick(roll, ["in", "out"]), device_at: moment(roll) },
    shown: pick(roll, ["admitted", "unknown", null, "some-new-verdict"]),
    ...pick(roll, [{}, { direction: "undo", undoes: uuid(roll) }]),
  };
}

function randomTally(roll, seq) {
  return {
    ...{ tally_id: uuid(roll), seq, category: pick(roll, ["child", "adult"]), gate: null },
    ...pick(roll, [{}, { undoes: uuid(roll) }, { linked_scan_id: uuid(roll) }]),
    device_at: moment(roll),
  };
}

function randomHeadCount(roll, seq) {
  return {
    ...{ headcount_id: uuid(roll), seq, post: pick(roll, ["Broen", "abcdefghijklmnop"]) },
    ...{ slot_start: moment(roll), slot_end: moment(roll), kind: "in", n: roll(1_000_000) },
    ...{ role: "sum", device_at: moment(roll) },
    ...pick(roll, [{}, { supersedes: uuid(roll), reason: "for højt – talt to gange".repeat(3) }]),
    ...pick(roll, [{}, { something_new: pick(roll, [true, 1.5, -7, [1, { a: null }], ""]) }]),
  };
}

function randomRows(seed, count) {
  const roll = dice(seed);
  return Array.from({ length: count }, (_, at) => {
    const make = pick(roll, [randomScan, randomScan, randomTally, randomHeadCount]);
    const item = make(roll, at + 1);
    const relay = { relayed_for: "dev-9", relay_offset_ms: roll(90_000) - 45_000 };
    const { id, kind } = nameOf(item);
    return { id, kind, device: "f00dbabe1234abcd", item: { ...item, ...pick(roll, [{}, relay]) } };
  });
}

function packAll(rows, clock = 1_812_000_123_456) {
  const { set, parts, left } = makeParts(rows);
  const texts = parts.map((items, at) =>
    packPart({ set, part: at + 1, parts: parts.length, clock, device: "f00dbabe1234abcd", items }),
  );
  return { set, texts, left };
}

describe("rows as texts for QR codes", () => {
  test("any rows come out as they went in, in their order, with who made them", () => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const rows = randomRows(seed, seed % 60);
      const { set, texts, left } = packAll(rows);
      const read = texts.map(unpackPart);
      assert.deepEqual(left, []);
      assert.deepEqual(
        read.flatMap(({ items }) => items),
        rows.map(({ device, item }) => ({ relay_offset_ms: 0, relayed_for: device, ...item })),
      );
      assert.deepEqual(
        read.map(({ part, parts, clock }) => [part, parts, clock]),
        texts.map((_, at) => [at + 1, texts.length, 1_812_000_123_456]),
      );
      assert.ok(read.every((part) => part.set === set && part.device === "f00dbabe1234abcd"));
    }
  });

  test("a code holds at most twenty rows and no more modules than a cheap camera reads", () => {
    const { texts } = packAll(randomRows(7, 300));
    for (const text of texts) {
      const { items } = unpackPart(text);
      assert.ok(items.length <= 20, `${items.length} rows`);
      assert.ok(text.length <= 758 || items.length === 1, `${text.length} characters`);
      assert.match(text, /^[0-9A-Z $%*+\-./:]+$/);
    }
  });

  test("a day's scans take some forty bytes each", () => {
    const roll = dice(3);
    const rows = Array.from({ length: 200 }, (_, at) => {
      const hash = { code_hash: digits(roll, BASE64, 16) };
      const item = {
        ...{ scan_id: uuid(roll), seq: at + 1, ...hash, gate: "Nord", direction: "in" },
        ...{ device_at: new Date(1_812_000_000_000 + at * 4000).toISOString(), shown: "admitted" },
      };
      return { id: item.scan_id, kind: "scan", device: "f00dbabe1234abcd", item };
    });
    const { texts } = packAll(rows);
    assert.ok(texts.length <= 20, `${texts.length} codes`);
  });

  test("a change of a single character is damage, and so is a part of a text", () => {
    const [text] = packAll(randomRows(5, 6)).texts;
    const roll = dice(11);
    for (let round = 0; round < 400; round += 1) {
      const at = 5 + roll(text.length - 5);
      const other = pick(roll, [..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"]);
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      assert.equal(unpackPart(changed) === "damaged", changed !== text, `at ${at}`);
      assert.equal(unpackPart(text.slice(0, at)), "damaged");
    }
  });

  test("a row that no code can hold is left, and the others go", () => {
    const rows = randomRows(9, 4);
    rows[2] = { ...rows[2], item: { ...rows[2].item, reason: "æ".repeat(4000) } };
    const { texts, left } = packAll(rows);
    assert.deepEqual(left, [rows[2]]);
    assert.equal(texts.flatMap((text) => unpackPart(text).items).length, 3);
  });

  test("no rows need no code", () => assert.deepEqual(packAll([]).texts, []));
});

describe("vectors that every version keeps to", () => {
  for (const { why, part, text } of vectors.parts) {
    test(`${why} is packed so`, () => assert.equal(packPart(part), text));
    test(`${why} is read so`, () => assert.deepEqual(unpackPart(text), part));
  }
  for (const { why, text, is } of vectors.unreadable) {
    test(`${why} is ${is}`, () => {
      assert.ok(isTransfer(text));
      assert.equal(unpackPart(text), is);
    });
  }
  for (const text of vectors.others) {
    test(`${text} is nothing of the kind`, () => assert.ok(!isTransfer(text)));
  }
});

describe("base 45", () => {
  for (const [bytes, text] of [
    ["AB", "BB8"],
    ["Hello!!", "%69 VD92EX0"],
    ["base-45", "UJCLQE7W581"],
    ["ietf!", "QED8WEX0"],
    ["", ""],
  ]) {
    test(`writes ${bytes} as RFC 9285 does`, () => {
      assert.equal(toBase45(new TextEncoder().encode(bytes)), text);
      assert.equal(new TextDecoder().decode(fromBase45(text)), bytes);
    });
  }
  for (const text of [":::", "A", "ab", "GGX", "::"]) {
    test(`${text} is damaged`, () => assert.throws(() => fromBase45(text)));
  }
});

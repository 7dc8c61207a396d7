// @ts-check
// Unsent rows as texts for QR codes, which another phone reads from the screen of a dying one.
//
// A text is the mark, then in base 45: the number of the set that the parts make up (4 bytes), part,
// parts, the showing phone's clock in ms, its device, the words that are not known beforehand, the shapes
// of rows (names and types of their fields), the rows, and a CRC-32 of all that. Rows alike share a shape.

import { Damaged, Reader, Writer, checksum, fromBase45, toBase45 } from "./transfer-bytes.js";
import { MARK } from "./transfer-mark.js";
import { Values, Words, typeOf, wordAt } from "./transfer-values.js";

/** @typedef {import("./journal.js").Row} Row */
/** @typedef {Record<string, any>} Item */

/**
 * @typedef {object} Part
 * @property {number} set  the same for all parts that belong together
 * @property {number} part  from 1 on
 * @property {number} parts
 * @property {number} clock  the showing phone's, in ms
 * @property {string} device  public id of the device that shows the codes
 * @property {Item[]} items
 */

const MOST_ROWS = 20;
/** As many bytes as a QR code of 77 modules holds: it can be read from a phone's screen by a cheap camera. */
const GOOD_BYTES = 500;
/** As many bytes as the largest QR code holds. */
const MOST_BYTES = 2860;
const ID_NAMES = ["scan_id", "tally_id", "headcount_id"];

/**
 * Lay rows together as one code each may hold them; `left` are those that no code can.
 * @param {Row[]} rows
 * @returns {{ set: number, parts: Item[][], left: Row[] }}
 */
export function makeParts(rows) {
  /** @type {Item[][]} */
  const parts = [];
  const left = rows.filter((row) => sizeOf([itemOf(row)]) > MOST_BYTES);
  const fitting = rows.filter((row) => !left.includes(row));
  for (const item of fitting.map(itemOf)) {
    const open = parts.at(-1);
    if (open && open.length < MOST_ROWS && sizeOf([...open, item]) <= GOOD_BYTES) {
      open.push(item);
    } else {
      parts.push([item]);
    }
  }
  const ids = fitting.map((row) => row.id).join();
  return { set: checksum(new TextEncoder().encode(ids)), parts, left };
}

/**
 * Write a row as what it is on its way: it keeps who made it, and how that clock goes by the last phone's.
 * @param {Row} row
 * @returns {Item}
 */
function itemOf({ device, item }) {
  return { relay_offset_ms: 0, relayed_for: device, ...item };
}

/** @param {Item[]} items */
function sizeOf(items) {
  return bytesOf({ set: 0, part: 1, parts: 1, clock: Date.now(), device: "x".repeat(16), items })
    .length;
}

/**
 * Write a part as the text of a QR code.
 * @param {Part} part
 */
export function packPart(part) {
  return MARK + toBase45(bytesOf(part));
}

/** @param {Part} part */
function bytesOf({ set, part, parts, clock, device, items }) {
  const words = new Words();
  const { shapes, rows } = writeRows(words, items);
  const all = new Writer();
  all.raw(fourBytes(set));
  [part, parts, clock].forEach((value) => all.number(value));
  all.text(device);
  all.list(words.own, (word) => all.text(word));
  all.list(shapes, (shape) =>
    all.list(shape, ({ name, type }) => {
      all.number(words.of(name));
      all.number(type);
    }),
  );
  all.number(items.length);
  all.raw(rows.bytes);
  all.raw(fourBytes(checksum(all.bytes)));
  return all.bytes;
}

/**
 * Write rows, and learn their shapes and words.
 * @param {Words} words
 * @param {Item[]} items
 */
function writeRows(words, items) {
  /** @type {Map<string, { name: string, type: number }[]>} */
  const shapes = new Map();
  const values = new Values(words);
  const rows = new Writer();
  for (const item of items) {
    const names = Object.keys(item).filter((name) => item[name] !== undefined);
    const shape = names.map((name) => ({ name, type: typeOf(name, item[name]) }));
    names.forEach((name) => words.of(name));
    const key = JSON.stringify(shape);
    shapes.set(key, shape);
    rows.number([...shapes.keys()].indexOf(key));
    shape.forEach(({ name, type }) => values.write(rows, { name, type, value: item[name] }));
  }
  return { shapes: [...shapes.values()], rows };
}

/** @param {number} value */
function fourBytes(value) {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

/**
 * Read the text of a QR code back; "newer" where a later version of this page wrote it.
 * @param {string} text
 * @returns {Part | "damaged" | "newer"}
 */
export function unpackPart(text) {
  if (!text.startsWith(MARK)) {
    return "newer";
  }
  try {
    return partOf(fromBase45(text.slice(MARK.length)));
  } catch {
    return "damaged";
  }
}

/** @param {Uint8Array} bytes */
function partOf(bytes) {
  const body = bytes.subarray(0, Math.max(0, bytes.length - 4));
  const from = new Reader(body);
  if (fourBytes(checksum(body)).join() !== [...bytes.subarray(-4)].join()) {
    throw new Damaged();
  }
  const set = from.raw(4).reduce((value, byte) => value * 256 + byte, 0);
  const [part, parts, clock] = [from.number(), from.number(), from.number()];
  const device = from.text();
  const words = new Words();
  words.own = from.list(() => from.text());
  const shapes = from.list(() =>
    from.list(() => ({ name: wordAt(words, from.number()), type: from.number() })),
  );
  const values = new Values(words);
  const items = from.list(() => itemAt(from, values, shapes[from.number()]));
  if (part < 1 || part > parts || !items.every(isItem)) {
    throw new Damaged();
  }
  return { set, part, parts, clock, device, items };
}

/**
 * @param {Reader} from
 * @param {Values} values
 * @param {{ name: string, type: number }[] | undefined} shape
 * @returns {Item}
 */
function itemAt(from, values, shape) {
  if (shape === undefined) {
    throw new Damaged();
  }
  return Object.fromEntries(shape.map(({ name, type }) => [name, values.read(from, name, type)]));
}

/**
 * Tell the id of an item and what it is.
 * @param {Item} item
 */
export function nameOf(item) {
  const name = ID_NAMES.find((each) => typeof item[each] === "string") ?? "";
  return { id: /** @type {string} */ (item[name]), kind: name.replace(/_id$/, "") };
}

/** @param {Item} item */
function isItem(item) {
  const has = ID_NAMES.filter((name) => name in item);
  const sound = [item["seq"], item["relay_offset_ms"]].every(Number.isSafeInteger);
  return has.length === 1 && sound && typeof item["relayed_for"] === "string";
}

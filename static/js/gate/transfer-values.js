// @ts-check
// The values in rows that are handed over, each written as shortly as what it is allows.

import { Damaged, bytesOfDigits, digitsOfBytes } from "./transfer-bytes.js";

/** @typedef {import("./transfer-bytes.js").Reader} Reader */
/** @typedef {import("./transfer-bytes.js").Writer} Writer */

const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const HEX = "0123456789abcdef";
/** Words that need not be written out; those to come are added at the end, under a new mark. */
const KNOWN = (
  "scan_id tally_id headcount_id seq code code_hash gate direction undoes device_at shown category " +
  "linked_scan_id post slot_start slot_end kind n role supersedes reason relayed_for relay_offset_ms " +
  "in out undo admitted already-in re-entry undone waiting blocked replaced deregistered " +
  "cancelled-event other-event unknown test staff stored same child adult present estimate sum control"
).split(" ");

/** What a value is, in the order of the numbers that stand for it. */
const TYPES = /** @type {const} */ ([
  ...["nothing", "word", "number", "moment", "uuid", "hash", "code", "json"],
]);

const HASH = /^[\w-]{16}$/;
/** @type {[string, RegExp][]} */
const FORMS = [
  ["uuid", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ["code", /^[0-9A-HJKMNP-TV-Z]{24}$/],
  ["moment", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
];
const FARTHEST = 2 ** 51;

/** The words of a part: those known beforehand, then its own. */
export class Words {
  /** @type {string[]} */
  own = [];

  /** @param {string} word */
  of(word) {
    const all = [...KNOWN, ...this.own];
    return all.includes(word) ? all.indexOf(word) : KNOWN.length + this.own.push(word) - 1;
  }
}

/**
 * Tell what the value of a field is, as a number.
 * @param {string} name
 * @param {unknown} value
 */
export function typeOf(name, value) {
  return TYPES.findIndex((type) => type === typeName(name, value));
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function typeName(name, value) {
  if (value === null) {
    return "nothing";
  }
  if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < FARTHEST) {
    return Object.is(value, -0) ? "json" : "number";
  }
  if (typeof value !== "string" || /\p{Surrogate}/u.test(value)) {
    return "json";
  }
  return formOf(name, value);
}

/**
 * @param {string} name
 * @param {string} text
 */
function formOf(name, text) {
  if (name.endsWith("_hash") && HASH.test(text)) {
    return "hash";
  }
  const form = FORMS.find(([, pattern]) => pattern.test(text))?.[0] ?? "word";
  return form === "moment" && !isMoment(text) ? "word" : form;
}

/** @param {string} text */
function isMoment(text) {
  const at = new Date(text);
  return !Number.isNaN(at.getTime()) && at.getTime() >= 0 && at.toISOString() === text;
}

/** Values of fields, each written as the difference from the one before where that is shorter. */
export class Values {
  moment = 0;
  /** @type {Map<string, number>} */
  numbers = new Map();

  /** @param {Words} words */
  constructor(words) {
    this.words = words;
  }

  /**
   * @param {Writer} to
   * @param {{ name: string, type: number, value: any }} field
   */
  write(to, { name, type, value }) {
    const ways = {
      nothing: () => {},
      word: () => to.number(this.words.of(value)),
      number: () => to.signed(this.step(name, value)),
      moment: () => to.signed(this.stepTo(Date.parse(value))),
      uuid: () => to.raw(bytesOfDigits(value.replaceAll("-", ""), HEX, 4)),
      hash: () => to.raw(bytesOfDigits(value, BASE64, 6)),
      code: () => to.raw(bytesOfDigits(value, BASE32, 5)),
      json: () => to.number(this.words.of(JSON.stringify(value))),
    };
    ways[TYPES[type] ?? "json"]();
  }

  /**
   * @param {Reader} from
   * @param {string} name
   * @param {number} type
   * @returns {unknown}
   */
  read(from, name, type) {
    const word = () => wordAt(this.words, from.number());
    const ways = {
      nothing: () => null,
      word,
      number: () => this.back(name, from.signed()),
      moment: () => new Date(this.backTo(from.signed())).toISOString(),
      uuid: () => hyphened(digitsOfBytes(from.raw(16), HEX, 4)),
      hash: () => digitsOfBytes(from.raw(12), BASE64, 6),
      code: () => digitsOfBytes(from.raw(15), BASE32, 5),
      json: () => JSON.parse(word()),
    };
    const way = TYPES[type];
    if (way === undefined) {
      throw new Damaged();
    }
    return ways[way]();
  }

  /**
   * @param {string} name
   * @param {number} value
   */
  step(name, value) {
    const step = value - (this.numbers.get(name) ?? 0);
    this.numbers.set(name, value);
    return step;
  }

  /**
   * @param {string} name
   * @param {number} step
   */
  back(name, step) {
    const value = (this.numbers.get(name) ?? 0) + step;
    this.numbers.set(name, value);
    return value;
  }

  /** @param {number} moment */
  stepTo(moment) {
    const step = moment - this.moment;
    this.moment = moment;
    return step;
  }

  /** @param {number} step */
  backTo(step) {
    this.moment += step;
    return this.moment;
  }
}

/**
 * Find a word by its number.
 * @param {Words} words
 * @param {number} at
 */
export function wordAt(words, at) {
  const word = at < KNOWN.length ? KNOWN[at] : words.own[at - KNOWN.length];
  if (word === undefined) {
    throw new Damaged();
  }
  return word;
}

/** @param {string} hex */
function hyphened(hex) {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

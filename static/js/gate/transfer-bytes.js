// @ts-check
// Bytes and texts that QR codes carry well: numbers as short as they are, a checksum, and base 45.

const BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const CONTINUES = 0x80;

/** Thrown for bytes or texts that nobody has packed. */
export class Damaged extends Error {}

/** Bytes, written one after another. */
export class Writer {
  /** @type {number[]} */
  bytes = [];

  /** @param {ArrayLike<number>} bytes */
  raw(bytes) {
    this.bytes.push(...Array.from(bytes));
  }

  /** @param {number} value  whole, from 0 to 2^53 - 1 */
  number(value) {
    let rest = value;
    while (rest >= CONTINUES) {
      this.bytes.push((rest % CONTINUES) + CONTINUES);
      rest = Math.floor(rest / CONTINUES);
    }
    this.bytes.push(rest);
  }

  /** @param {number} value  whole, of either sign, smaller than 2^52 */
  signed(value) {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** @param {string} text */
  text(text) {
    const bytes = new TextEncoder().encode(text);
    this.number(bytes.length);
    this.raw(bytes);
  }

  /**
   * Write how many things there are, then each.
   * @template T
   * @param {T[]} things
   * @param {(thing: T) => void} write
   */
  list(things, write) {
    this.number(things.length);
    things.forEach((thing) => write(thing));
  }
}

/** Bytes, read one after another; whatever is not there is damage. */
export class Reader {
  at = 0;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  /** @param {number} count */
  raw(count) {
    if (count > this.bytes.length - this.at) {
      throw new Damaged();
    }
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  number() {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.raw(1)[0] ?? 0;
      value += (byte % CONTINUES) * scale;
      if (!Number.isSafeInteger(value)) {
        throw new Damaged();
      }
      if (byte < CONTINUES) {
        return value;
      }
      scale *= CONTINUES;
    }
  }

  signed() {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text() {
    return new TextDecoder("utf-8", { fatal: true }).decode(this.raw(this.number()));
  }

  /**
   * Read as many things as a number says.
   * @template T
   * @param {() => T} read
   * @returns {T[]}
   */
  list(read) {
    const count = this.number();
    if (count > this.bytes.length) {
      throw new Damaged();
    }
    return Array.from({ length: count }, read);
  }
}

/**
 * Compute the CRC-32 of bytes, as zip files have it.
 * @param {ArrayLike<number>} bytes
 */
export function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of Array.from(bytes)) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
  }
  return ~sum >>> 0;
}

/**
 * Write bytes as text of the QR codes' alphanumeric mode (RFC 9285).
 * @param {ArrayLike<number>} bytes
 */
export function toBase45(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    const value = (bytes[at] ?? 0) * (pair ? 256 : 1) + (pair ? (bytes[at + 1] ?? 0) : 0);
    text += digitOf(value) + digitOf(value / 45) + (pair ? digitOf(value / 2025) : "");
  }
  return text;
}

/** @param {number} value */
function digitOf(value) {
  return BASE45.charAt(Math.floor(value) % 45);
}

/**
 * Read bytes back; throws `Damaged`.
 * @param {string} text
 */
export function fromBase45(text) {
  /** @type {number[]} */
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = [...text.slice(at, at + 3)].map((digit) => BASE45.indexOf(digit));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    const [length, most] = digits.length === 3 ? [2, 0xffff] : [1, 0xff];
    if (digits.includes(-1) || digits.length === 1 || value > most) {
      throw new Damaged();
    }
    bytes.push(...(length === 2 ? [value >> 8, value & 0xff] : [value]));
  }
  return Uint8Array.from(bytes);
}

/**
 * Read the digits of a number as bytes: each digit so many bits.
 * @param {string} text
 * @param {string} digits
 * @param {number} bits
 */
export function bytesOfDigits(text, digits, bits) {
  let [held, size] = [0, 0];
  /** @type {number[]} */
  const bytes = [];
  for (const digit of text) {
    held = (held << bits) | digits.indexOf(digit);
    size += bits;
    if (size >= 8) {
      size -= 8;
      bytes.push((held >> size) & 0xff);
      held &= (1 << size) - 1;
    }
  }
  return bytes;
}

/**
 * Write bytes as digits of so many bits each.
 * @param {ArrayLike<number>} bytes
 * @param {string} digits
 * @param {number} bits
 */
export function digitsOfBytes(bytes, digits, bits) {
  let [held, size, text] = [0, 0, ""];
  for (const byte of Array.from(bytes)) {
    held = (held << 8) | byte;
    size += 8;
    while (size >= bits) {
      size -= bits;
      text += digits.charAt((held >> size) & ((1 << bits) - 1));
    }
    held &= (1 << size) - 1;
  }
  return text;
}

// @ts-check
// An open list on a tablet: each tick is kept at once and sent when there is a connection.

import { find, say, state } from "../core/dom.js";
import { makeId } from "../core/ids.js";
import { keepPage } from "./keeping.js";
import { addMark, listMarks, unsentOf } from "./marks.js";
import {
  CAME,
  asTicked,
  lines,
  personOf,
  readLine,
  showLine,
  showUnsent,
  tickedIn,
} from "./rows.js";
import { sendAll } from "./sending.js";

const SOON = 400;
const OFTEN = 15_000;

/**
 * @typedef {object} Parts
 * @property {HTMLElement} list
 * @property {{ base: string, path: string, no: number, people: number[] }} open  a list, or one page of it
 * @property {import("../core/idb.js").Store} store
 * @property {import("./sending.js").Line} line
 * @property {{ title: string, when: string }} head
 */

/** Keeps what is ticked, sends it, and shows how it stands. */
export class Tablet {
  /** @param {Parts} parts */
  constructor(parts) {
    this.parts = parts;
    this.refused = 0;
    this.sending = false;
    this.again = false;
    this.shown = "sending";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  async start() {
    const { list } = this.parts;
    list.addEventListener("change", (event) =>
      this.tick(/** @type {HTMLElement} */ (event.target)),
    );
    addEventListener("online", () => this.soon());
    addEventListener("offline", () => this.say("later"));
    document.addEventListener("visibilitychange", () => this.soon());
    setInterval(() => this.send(), OFTEN);
    await this.showWaiting();
    await this.keep();
    state("list", "ready");
    await this.send();
  }

  /** @param {HTMLElement} target */
  async tick(target) {
    const line = target.closest("[data-person]");
    if (!(line instanceof HTMLElement)) {
      return;
    }
    const { open, store } = this.parts;
    const { base, no } = open;
    const status = tickedIn(line);
    const at = new Date().toISOString();
    showUnsent(line, true);
    try {
      await addMark(store, { id: makeId(), base, no, person: personOf(line), status, at });
    } catch {
      this.say("no-room");
      return;
    }
    showLine(line, { ticked: asTicked(tickedIn(line)), settled: "" });
    await this.showWaiting();
    await this.keep();
    this.soon();
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), SOON);
  }

  /** Send what waits; a tick made meanwhile has its turn afterwards. */
  async send() {
    if (this.sending) {
      this.again = true;
      return;
    }
    this.sending = true;
    const sent = await sendAll(this.parts.line, this.parts.open);
    this.sending = false;
    this.refused += sent.refused;
    await this.take(sent.people ?? {});
    this.say(sent.state);
    if (this.again && sent.state === "sent") {
      this.again = false;
      this.soon();
    }
  }

  /**
   * Show how others and we have ticked; what waits here is the last word.
   * @param {import("./sending.js").People} people
   */
  async take(people) {
    for (const line of lines(this.parts.list)) {
      const now = people[String(personOf(line))];
      if (now !== undefined && !line.contains(document.activeElement)) {
        showLine(line, now);
      }
    }
    await this.showWaiting();
    await this.keep();
  }

  async showWaiting() {
    const unsent = unsentOf(await this.waiting(), this.parts.open);
    for (const line of lines(this.parts.list)) {
      const status = unsent.get(personOf(line));
      showUnsent(line, status !== undefined);
      if (status !== undefined) {
        showLine(line, { ticked: asTicked(status), settled: "" });
      }
    }
    await this.count();
  }

  async waiting() {
    return listMarks(this.parts.store).catch(() => []);
  }

  async count() {
    const all = lines(this.parts.list);
    const came = all.filter((line) => tickedIn(line) === CAME);
    find("[data-state=came]").textContent = String(came.length);
    find("[data-state=all]").textContent = String(all.length);
    state("unsent", (await this.waiting()).length);
    this.say(this.shown);
  }

  /** @param {string} shown */
  async say(shown) {
    this.shown = shown;
    const waiting = (await this.waiting()).length;
    const number = String(waiting);
    const words = wordsOf(shown, waiting);
    const refused = this.refused ? say("refused", { number: String(this.refused) }) : "";
    const line = find("[data-state=line]");
    const text = [...words.map((name) => say(name, { number })), refused].filter(Boolean).join(" ");
    if (line.textContent !== text) {
      line.textContent = text;
    }
    state("tablet", shown);
  }

  /** Keep the page for a reload without a connection. */
  async keep() {
    const { list, store, head, open } = this.parts;
    const people = lines(list).map(readLine);
    if (people.length > 0) {
      await keepPage(store, open.path, { ...head, people }).catch(() => {});
    }
  }
}

/**
 * Choose what is said of the connection and of what waits.
 * @param {string} shown
 * @param {number} waiting
 */
export function wordsOf(shown, waiting) {
  if (shown !== "later" && shown !== "sent") {
    return [shown]; // sending, signed-out, stuck, no-room
  }
  if (shown === "later") {
    return waiting ? ["offline", "unsent"] : ["offline"];
  }
  return [waiting ? "sending" : "all-sent"];
}

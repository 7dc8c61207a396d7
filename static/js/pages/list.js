// @ts-check
// An occasion's attendance list: works on without a connection once it is open.

import { find, say, state } from "../core/dom.js";
import { getPage, postSignedIn } from "../core/http.js";
import { openStore } from "../core/idb.js";
import { dropKey, recallPage } from "../list/keeping.js";
import { NAME, SHAPE } from "../list/marks.js";
import { CAME, lines, makeLine, matching, personOf, radiosOf } from "../list/rows.js";
import { Tablet } from "../list/tablet.js";

const TOKEN = "input[name=csrf_token]";
const list = document.querySelector("#list");
if (list instanceof HTMLElement) {
  open(list).catch(() => state("list", "plain"));
}

/** @param {HTMLElement} form */
async function open(form) {
  const base = form.dataset.base ?? "";
  const path = location.pathname + location.search;
  const store = await openStore(NAME, SHAPE);
  const people = find("[data-people]", form);
  const head = form.dataset.shell === undefined ? headOf(form) : await recall(store, people);
  show(form);
  makeQuick(form, people);
  register(base);
  const line = { store, post, token: tokenOf(path), now: () => new Date() };
  const ids = lines(people).map(personOf);
  const opened = { base, path, no: Number(location.pathname.slice(base.length + 1)), people: ids };
  if (Number.isInteger(opened.no)) {
    await new Tablet({ list: form, open: opened, store, line, head }).start();
  }
}

/** @param {HTMLElement} form */
function headOf(form) {
  return { title: form.dataset.title ?? "", when: textOf("[data-part=when]") };
}

/**
 * Fill the page without names from what this tablet has kept of the list; else say that it has not.
 * @param {import("../core/idb.js").Store} store
 * @param {HTMLElement} people
 */
async function recall(store, people) {
  const kept = await recallPage(store, location.pathname + location.search);
  if (kept === null) {
    find("[data-locked]").hidden = false;
    return { title: "", when: "" };
  }
  people.append(...kept.people.map(makeLine));
  find("[data-part=title]").textContent = kept.title;
  find("[data-part=when]").textContent = kept.when;
  return kept;
}

/** @param {string} selector */
function textOf(selector) {
  return find(selector).textContent?.trim() ?? "";
}

/**
 * @param {string} path
 * @param {object} body
 * @param {string} csrf
 */
function post(path, body, csrf) {
  return postSignedIn(path, body, { csrf });
}

/**
 * Give the token that the page holds; one without, or one that was refused, is fetched with the page.
 * @param {string} path
 */
function tokenOf(path) {
  let token = document.querySelector(`#list ${TOKEN}`)?.getAttribute("value") ?? null;
  return async (/** @type {boolean} */ anew) => {
    if (anew || token === null) {
      const answer = await getPage(path);
      const fetched = answer.kind === "page" ? answer.page.querySelector(`#list ${TOKEN}`) : null;
      token = fetched?.getAttribute("value") ?? null;
    }
    return token;
  };
}

/** @param {HTMLElement} form */
function show(form) {
  find("[data-tablet]", form).hidden = false;
  find("[data-finder]", form).hidden = lines(form).length === 0;
  const plain = form.querySelector("[data-plain]");
  if (plain instanceof HTMLElement) {
    plain.hidden = true;
  }
  find("[data-state=line]").textContent = say("sending");
  document.querySelector("#sign-out")?.addEventListener("submit", dropKey);
  for (const section of document.querySelectorAll("[data-online]")) {
    section.addEventListener("submit", (event) => needConnection(section, event));
  }
}

/**
 * Keep a form that only the server can serve from leading to nowhere, with all that was typed.
 * @param {Element} section
 * @param {Event} event
 */
function needConnection(section, event) {
  const isAway = document.documentElement.dataset.tablet === "later";
  find("[data-needs]", section).textContent = isAway ? say("needs-connection") : "";
  if (isAway) {
    event.preventDefault();
  }
}

/**
 * Let the keyboard go from name to name: Enter goes on to the next, and ticks the only one that was found.
 * @param {HTMLElement} form
 * @param {HTMLElement} people
 */
function makeQuick(form, people) {
  const wanted = /** @type {HTMLInputElement} */ (find("#find-name", form));
  const choose = () => {
    const found = new Set(matching(lines(people), wanted.value));
    for (const line of lines(people)) {
      line.hidden = !found.has(line);
    }
    return [...found];
  };
  wanted.addEventListener("input", choose);
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) {
      return;
    }
    event.preventDefault();
    if (event.target === wanted) {
      tickOnly(choose(), wanted, choose);
    } else {
      goOn(people, event.target);
    }
  });
}

/**
 * @param {HTMLElement[]} found
 * @param {HTMLInputElement} wanted
 * @param {() => void} choose
 */
function tickOnly(found, wanted, choose) {
  const [only, ...others] = found;
  const radio = only && radiosOf(only).find(({ value, disabled }) => value === CAME && !disabled);
  if (radio && others.length === 0) {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    wanted.value = "";
    choose();
  }
}

/**
 * @param {HTMLElement} people
 * @param {HTMLInputElement} from
 */
function goOn(people, from) {
  const open = lines(people).filter(
    (line) => !line.hidden && radiosOf(line).some((r) => !r.disabled),
  );
  const here = open.findIndex((line) => line.contains(from));
  const next = open[here + 1];
  const radios = next ? radiosOf(next) : [];
  (radios.find((radio) => radio.checked) ?? radios[0])?.focus();
}

/** @param {string} base */
function register(base) {
  navigator.serviceWorker
    ?.register(`${base}/sw.js`, { scope: `${base}/` })
    .then(() => navigator.serviceWorker.ready)
    .then(() => state("offline", "ready"))
    .catch(() => state("offline", "none"));
  navigator.storage?.persist?.().catch(() => {});
}

// @ts-check
// Practice tickets one after the other, as fast as people arrive. Nothing is asked of the server.

import { arrivalsOf, arrivedBy, ticketAt } from "../components/arrivals.js";
import { find } from "../core/dom.js";

const TICK = 100;
const SHORTEST = 1500; // so long a ticket is held in front of a phone

const stage = find("#replay");
const quarters = (stage.dataset["quarters"] ?? "").split(" ").map(Number);
const arrivals = arrivalsOf(quarters);
const codes = /** @type {HTMLTemplateElement[]} */ ([
  ...document.querySelectorAll("template.practice-code"),
]);
const good = codes.filter((code) => code.dataset["valid"] === "1");
const odd = codes.filter((code) => code.dataset["valid"] !== "1");
const run = find("#run");
const tell = find("#tell");
const expected = find("#expected");

let seconds = 0;
let shown = 0;
let since = 0;
let last = performance.now();

/** @param {HTMLElement} button */
const isOn = (button) => button.getAttribute("aria-pressed") === "true";
/** @param {HTMLElement} button  @param {boolean} on */
const turn = (button, on) => button.setAttribute("aria-pressed", String(on));
const speed = () => Number(find('input[name="speed"]:checked', stage).getAttribute("value"));

function showNext() {
  const code = ticketAt(shown, good, odd);
  shown += 1;
  since = 0;
  find("#code").replaceChildren(code?.content.cloneNode(true) ?? "");
  expected.textContent = code?.dataset["says"] ?? "";
}

function tick() {
  const now = performance.now();
  const passed = now - last;
  last = now;
  if (!isOn(run)) {
    return;
  }
  seconds += (passed / 1000) * speed();
  since += passed;
  const arrived = arrivedBy(arrivals, seconds);
  if (arrived > shown && (shown === 0 || since >= SHORTEST)) {
    showNext();
  }
  tellNumbers(arrived);
  if (shown === arrivals.length) {
    turn(run, false);
    stage.dataset["state"] = "over";
  }
}

/** @param {number} arrived */
function tellNumbers(arrived) {
  find("#shown").textContent = String(shown);
  find("#in-line").textContent = String(arrived - shown);
  find("#minutes").textContent = String(Math.floor(seconds / 60));
  stage.dataset["shown"] = String(shown);
}

run.addEventListener("click", () => turn(run, !isOn(run)));
tell.addEventListener("click", () => {
  turn(tell, !isOn(tell));
  expected.hidden = !isOn(tell);
});
stage.hidden = false;
setInterval(tick, TICK);

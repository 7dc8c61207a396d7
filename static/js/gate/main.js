// @ts-check
// The scanner: puts the parts together.

import { find, state } from "../core/dom.js";
import { makeId } from "../core/ids.js";
import { hasCameraAccess, hasLight, openCamera, problemOf, switchLight } from "./camera.js";
import { startDecoder } from "./decode.js";
import { addScan } from "./journal.js";
import { readCode } from "./rules.js";
import { currentState, showFieldError, showNumber, showUnsaved } from "./screen.js";
import { stayAwake, wakeSound } from "./signal.js";
import { startGate } from "./start.js";
import { askVerdict } from "./sync.js";
import { makeTakeover } from "./takeover-panel.js";
import { makeVerdictBoard } from "./verdict.js";
import { watch } from "./watch.js";

/** A verdict stays at least this many milliseconds before the camera's next ticket replaces it. */
const LEAST_SHOWN = 800;

let judging = false;
let resting = false;
let soundOn = true;
const show = makeVerdictBoard(() => soundOn);
const gate = await startGate(async (device) => showNumber("admitted", device.admitted));
const takesOver = makeTakeover(gate);

/** @param {string} code */
async function takeCode(code) {
  const device = gate?.device() ?? null;
  if (gate === null || device === null || judging) {
    return;
  }
  judging = resting = true;
  state("judging", 1);
  try {
    await judge(gate, device, code);
  } finally {
    judging = false;
    state("judging", 0);
    setTimeout(() => (resting = false), LEAST_SHOWN);
  }
}

/**
 * @param {import("./start.js").Gate} at
 * @param {import("./devices.js").Device} device
 * @param {string} code
 */
async function judge(at, device, code) {
  const scan = { id: makeId(), code, at: new Date() };
  const row = await addScan(at.line.store, device.id, scan).catch(() => null);
  if (row === null) {
    showUnsaved(true);
    return;
  }
  const outcome = await askVerdict(at.line, row);
  show(outcome, row.item.gate);
  const waiting = await at.refresh();
  if (outcome.verdict === "disconnected") {
    at.disconnect();
  } else if (waiting > 0) {
    at.send();
  }
}

/** @param {SubmitEvent} submitted */
function takeTyped(submitted) {
  submitted.preventDefault();
  wakeSound();
  if (judging) {
    return;
  }
  const input = /** @type {HTMLInputElement} */ (find("#code"));
  const { kind, value } = readCode(input.value);
  if (kind === "other") {
    showFieldError("code", value.length === 8 ? "code-mistyped" : "code-length");
    return;
  }
  showFieldError("code", null);
  void takeCode(input.value);
  input.value = "";
}

async function startCamera() {
  wakeSound();
  stayAwake();
  showCameraProblem(null);
  const video = /** @type {HTMLVideoElement} */ (find("#camera"));
  /** @type {MediaStreamTrack | null} */
  let track = null;
  try {
    track = await openCamera(video);
    state("camera", `${video.videoWidth}x${video.videoHeight}`);
    wireLight(track);
    const decoder = await startDecoder();
    state("scanning", 1);
    await watch({ video, track, decoder }, { isBusy, onCode, onSame, onEnd });
  } catch (error) {
    track?.stop();
    showCameraProblem(problemOf(error));
  }
}

const noted = () => {}; // starting the camera tries again, and tells
const isBusy = () => judging || resting || currentState() !== "ready";
/** @param {string} text */
const onCode = (text) => takesOver(text) || takeCode(text);
const onEnd = () => state("scanning", 0);

function onSame() {
  show({ verdict: "same" }, null);
}

/** @param {string | null} problem */
function showCameraProblem(problem) {
  for (const text of document.querySelectorAll("[data-camera-problem]")) {
    text.toggleAttribute("hidden", text.getAttribute("data-camera-problem") !== problem);
  }
  state("camera", problem ?? "asked");
  state("scanning", 0);
}

/** @param {MediaStreamTrack} track */
function wireLight(track) {
  const light = find("#light");
  light.toggleAttribute("hidden", !hasLight(track));
  light.onclick = () => switchLight(track, toggle(light)).catch(() => toggle(light));
}

/** @param {HTMLElement} button */
function toggle(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  return on;
}

find("#typed").addEventListener("submit", takeTyped);
find("#start").addEventListener("click", () => void startCamera());
find("#sound").addEventListener("click", ({ currentTarget }) => {
  wakeSound();
  soundOn = toggle(/** @type {HTMLElement} */ (currentTarget));
});
if (hasCameraAccess()) {
  startDecoder().then(() => state("decoder", "ready"), noted); // now, while there is a connection
} else {
  showCameraProblem("insecure");
}

// @ts-check
// The scanner: puts the parts together.

import { find, state } from "../core/dom.js";
import { hasCameraAccess, hasLight, openCamera, problemOf, switchLight } from "./camera.js";
import { offerCameras } from "./cameras.js";
import { startDecoder } from "./decode.js";
import { wireFamily } from "./family-panel.js";
import { NOTHING, makeJudge } from "./judging.js";
import { makeLateNotes } from "./late.js";
import { fetchList, showList } from "./list.js";
import { listWaiting } from "./journal.js";
import { makePatience } from "./patience.js";
import { makeRest } from "./resting.js";
import { noteOffset, rosterOf } from "./roster.js";
import { readCode, toneOf } from "./rules.js";
import { countAdmitted } from "./scans.js";
import { currentState, showFieldError, showNumber } from "./screen.js";
import { chosen, isSet, keepSetting } from "./settings.js";
import { stayAwake, wakeSound } from "./signal.js";
import { startGate } from "./start.js";
import { makeTakeover } from "./takeover-panel.js";
import { wireUndo } from "./undo.js";
import { makeVerdictBoard } from "./verdict.js";
import { watch } from "./watch.js";
import { listenToKeys } from "./wedge.js";

/** @type {import("./judging.js").Shown} */
const SAME = { ...NOTHING, verdict: "same" };
/** Ends when the camera does. */
let watching = Promise.resolve();
/** A good verdict is shown this long, in ms: at a busy gate the next ticket comes at once. */
const GOOD_FOR = { usual: 1900, quick: 700 };
const notePatience = makePatience();
const isQuick = () => isSet("quick", false);
const board = makeVerdictBoard({
  isSoundOn: () => isSet("sound", true),
  goodFor: () => (isQuick() ? GOOD_FOR.quick : GOOD_FOR.usual),
});
const rest = makeRest({
  now: () => performance.now(),
  isOffering: () => board.offered() !== null || !find("#family").hidden,
});
const tellLate = makeLateNotes();
const gate = await startGate(showNumbers, fetchList);
const takesOver = makeTakeover(gate);
const undo = gate && wireUndo(gate, board);
const family = gate && wireFamily(gate, () => rest.begin());
const judge =
  gate &&
  makeJudge(gate, {
    show: showOutcome,
    direction,
    onRead: (reading) => undo?.remember(reading),
    onShown: (reading) => void family?.ask(reading).catch(() => family.close()),
    onLate: tellLate,
  });
if (gate !== null) {
  gate.line.heard = hear;
}

/**
 * @param {import("./devices.js").Device} device
 * @param {import("./sync.js").Line} line
 */
async function showNumbers(device, { store }) {
  showNumber("admitted", countAdmitted(device, await listWaiting(store)));
  showList(await rosterOf(store, device.id));
  await undo?.refresh();
}

/** @param {import("./sync.js").Heard} heard */
function hear({ offset, settled }) {
  if (gate !== null) {
    noteOffset(gate.line.store, offset).catch(() => {}); // the next answer tells it again
  }
  for (const { row, verdict } of settled) {
    const shown = row.kind === "scan" ? row.item.shown : null;
    if (shown !== null && verdict !== undefined) {
      tellLate({ id: row.id, at: row.item.device_at, shown, verdict });
    }
  }
}

/** @param {import("./judging.js").Shown} shown */
function showOutcome(shown) {
  const name = board.show(shown);
  rest.begin({ isPassing: isQuick() && toneOf(name) === "good" });
  return name;
}

function direction() {
  const out = /** @type {HTMLInputElement} */ (find("#way-out"));
  return out.checked && !find("#way").hidden ? "out" : "in";
}

/** @param {SubmitEvent} submitted */
function takeTyped(submitted) {
  submitted.preventDefault();
  wakeSound();
  if (judge?.isJudging()) {
    return;
  }
  const input = /** @type {HTMLInputElement} */ (find("#code"));
  const { kind, value } = readCode(input.value);
  if (kind === "other") {
    refuse(input, value.length === 8 ? "code-mistyped" : "code-length");
    return;
  }
  showFieldError("code", null);
  void judge?.take(input.value);
  input.value = "";
}

/**
 * @param {HTMLInputElement} input
 * @param {string} why
 */
function refuse(input, why) {
  const pause = notePatience(Date.now());
  showFieldError("code", pause > 0 ? "code-pause" : why);
  if (pause > 0) {
    input.disabled = true;
    setTimeout(() => (input.disabled = false), pause);
  }
}

async function startCamera() {
  wakeSound();
  stayAwake();
  showCameraProblem(null);
  const video = /** @type {HTMLVideoElement} */ (find("#camera"));
  /** @type {MediaStreamTrack | null} */
  let track = null;
  try {
    track = await openCamera(video, chosen("camera"));
    state("camera", `${video.videoWidth}x${video.videoHeight}`);
    wireLight(track);
    await offerCameras(track, changeCamera);
    const decoder = await startDecoder();
    state("scanning", 1);
    await watch({ video, track, decoder }, { isBusy, onCode, onSame, onEnd });
  } catch (error) {
    track?.stop();
    showCameraProblem(problemOf(error));
  }
}

/** Let the camera in use go, and what reads its pictures come to its end, before the other begins. */
async function changeCamera() {
  const video = /** @type {HTMLVideoElement} */ (find("#camera"));
  /** @type {MediaStream} */ (video.srcObject).getTracks().forEach((track) => track.stop());
  await watching;
  watching = startCamera();
}

const noted = () => {}; // starting the camera tries again, and tells
const isBusy = () => judge?.isJudging() || rest.isResting() || currentState() !== "ready";
const onEnd = () => state("scanning", 0);

/** @param {string} text */
function onCode(text) {
  if (!takesOver(text)) {
    void judge?.take(text);
  }
}

function onSame() {
  if (board.offered() === null) {
    board.show(SAME);
  }
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

/**
 * Make a button switch a setting, which is kept.
 * @param {string} name
 * @param {boolean} usual
 */
function wireSwitch(name, usual) {
  const button = find(`#${name}`);
  button.setAttribute("aria-pressed", String(isSet(name, usual)));
  button.addEventListener("click", () => {
    wakeSound();
    keepSetting(name, toggle(button));
  });
}

find("#typed").addEventListener("submit", takeTyped);
find("#start").addEventListener("click", () => (watching = startCamera()));
wireSwitch("sound", true);
wireSwitch("quick", false);
listenToKeys((text) => currentState() === "ready" && onCode(text));
if (hasCameraAccess()) {
  startDecoder().then(() => state("decoder", "ready"), noted); // now, while there is a connection
} else {
  showCameraProblem("insecure");
}

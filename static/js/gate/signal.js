// @ts-check
// Lets a verdict be felt and heard, and keeps the screen awake while people come in.

/** @typedef {import("./rules.js").Tone} Tone */

/** @type {Record<Tone, number[]>} */
const VIBRATIONS = {
  good: [80],
  neutral: [40, 60, 40],
  caution: [150, 80, 150],
  stop: [400, 100, 400],
};

/** Pitch in Hz and length in s, one after another. @type {Record<Tone, [number, number][]>} */
const SOUNDS = {
  good: [[880, 0.12]],
  neutral: [[520, 0.1]],
  caution: [
    [440, 0.14],
    [440, 0.14],
  ],
  stop: [[160, 0.5]],
};

/** @type {AudioContext | null} */
let audio = null;

/** Make sound possible; browsers allow it only from within a tap. */
export function wakeSound() {
  audio ??= typeof AudioContext === "undefined" ? null : new AudioContext();
  void audio?.resume();
}

/** @param {Tone} tone */
export function vibrate(tone) {
  navigator.vibrate?.(VIBRATIONS[tone]);
}

/** @param {Tone} tone */
export function sound(tone) {
  if (audio === null) {
    return;
  }
  let at = audio.currentTime;
  for (const [pitch, length] of SOUNDS[tone]) {
    const voice = new OscillatorNode(audio, { frequency: pitch });
    const volume = new GainNode(audio, { gain: 0.2 });
    voice.connect(volume).connect(audio.destination);
    voice.start(at);
    voice.stop(at + length);
    at += length + 0.06;
  }
}

let staysAwake = false;

/** Keep the screen on, again each time the page comes back into view. */
export function stayAwake() {
  if (!staysAwake) {
    staysAwake = true;
    document.addEventListener("visibilitychange", askForLight);
    askForLight();
  }
}

function askForLight() {
  if (document.visibilityState === "visible") {
    navigator.wakeLock?.request("screen").catch(() => {}); // a low battery may refuse it
  }
}

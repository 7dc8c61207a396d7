// @ts-check
// Looks through the camera until a ticket is in view.

import { makeGrabber } from "./camera.js";
import { compareReading, readCode } from "./rules.js";

const PAUSE = 60;
const THOROUGH_EVERY = 3;

/**
 * Read frame after frame for as long as the track lives.
 * @param {{ video: HTMLVideoElement, track: MediaStreamTrack, decoder: import("./decode.js").Decoder }} eye
 * @param {{ isBusy: () => boolean, onCode: (text: string) => void, onSame: () => void,
 *   onEnd: () => void }} hear
 */
export async function watch({ video, track, decoder }, { isBusy, onCode, onSame, onEnd }) {
  const grab = makeGrabber(video);
  /** @type {{ value: string, at: number } | null} */
  let last = null;
  for (let frame = 0; track.readyState === "live"; frame += 1) {
    if (video.paused) {
      await video.play().catch(() => {}); // some phones stop it when the page was out of sight
    }
    const image = grab();
    const text = image && (await decoder.read(image, frame % THOROUGH_EVERY === 0));
    if (text) {
      last = consider(text, last);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  onEnd();

  /**
   * @param {string} text
   * @param {{ value: string, at: number } | null} before
   */
  function consider(text, before) {
    const reading = { value: readCode(text).value, at: performance.now() };
    const comparison = compareReading(before, reading);
    if (comparison !== "held" && isBusy()) {
      return before?.value === reading.value ? reading : before;
    }
    if (comparison === "fresh") {
      onCode(text);
    } else if (comparison === "same") {
      onSame();
    }
    return reading;
  }
}

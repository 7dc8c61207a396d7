// @ts-check
// Which of the phone's cameras reads the tickets, where it has several.

import { find, language, say, state } from "../core/dom.js";
import { wholeNumber } from "../core/format.js";
import { keepSetting } from "./settings.js";

/**
 * Offer the cameras to choose from; one alone is no choice.
 * @param {MediaStreamTrack} track  of the camera in use
 * @param {() => void} onChange
 */
export async function offerCameras(track, onChange) {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter(({ kind }) => kind === "videoinput");
  const choice = /** @type {HTMLSelectElement} */ (find("#cameras"));
  choice.replaceChildren(
    ...cameras.map(({ deviceId, label }, index) => new Option(label || nameOf(index), deviceId)),
  );
  choice.value = track.getSettings().deviceId ?? "";
  state("lens", choice.selectedIndex);
  find("#camera-choice").toggleAttribute("hidden", cameras.length < 2);
  choice.onchange = () => {
    keepSetting("camera", choice.value);
    onChange();
  };
}

/** @param {number} index */
function nameOf(index) {
  return say("camera", { n: wholeNumber(index + 1, language()) });
}

// @ts-check
// The phone's camera: its stream, its light, and single frames.

const LARGEST = 720;
const SIZE = { width: { ideal: 1280 }, height: { ideal: 720 } };

/** @typedef {"insecure" | "refused" | "missing" | "busy" | "no-answer" | "no-decoder"} CameraProblem */

/** @type {Record<string, CameraProblem>} */
const PROBLEMS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "missing",
  OverconstrainedError: "missing",
  NetworkError: "no-answer",
  NotSupportedError: "no-decoder",
};

/** Tell whether the browser lets this page use a camera at all. */
export function hasCameraAccess() {
  return window.isSecureContext && navigator.mediaDevices?.getUserMedia !== undefined;
}

/**
 * Show a camera in a video element: the one that was chosen, if it is still there, else the one that looks away.
 * @param {HTMLVideoElement} video
 * @param {string} chosen  a device's id, empty for none
 * @returns {Promise<MediaStreamTrack>}
 */
export async function openCamera(video, chosen) {
  const stream = chosen === "" ? await ask(AWAY) : await ask(only(chosen)).catch(() => ask(AWAY));
  video.srcObject = stream;
  await video.play();
  return /** @type {MediaStreamTrack} */ (stream.getVideoTracks()[0]);
}

const AWAY = { facingMode: "environment" };

/** @param {string} chosen */
const only = (chosen) => ({ deviceId: { exact: chosen } });

/** @param {MediaTrackConstraints} which */
function ask(which) {
  return navigator.mediaDevices.getUserMedia({ audio: false, video: { ...which, ...SIZE } });
}

/**
 * Tell in one word why the camera, or what reads its pictures, cannot be used.
 * @param {unknown} error
 * @returns {CameraProblem}
 */
export function problemOf(error) {
  return PROBLEMS[/** @type {Error} */ (error)?.name] ?? "busy";
}

/**
 * Tell whether the camera has a light that can be switched.
 * @param {MediaStreamTrack} track
 */
export function hasLight(track) {
  return track.getCapabilities?.().torch === true;
}

/**
 * @param {MediaStreamTrack} track
 * @param {boolean} on
 */
export function switchLight(track, on) {
  return track.applyConstraints({ advanced: [{ torch: on }] });
}

/**
 * Make the function that takes the middle of the picture, as the volunteer sees it; null when there is none.
 * @param {HTMLVideoElement} video
 * @returns {() => ImageData | null}
 */
export function makeGrabber(video) {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return () => {
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (context === null || side === 0 || video.readyState < video.HAVE_CURRENT_DATA) {
      return null;
    }
    const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2];
    canvas.width = canvas.height = Math.min(side, LARGEST);
    context.drawImage(video, left, top, side, side, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
  };
}

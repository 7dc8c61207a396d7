// @ts-check
// The phone's camera: its stream, its light, and single frames.

const LARGEST = 720;
const STREAM = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
};

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
 * Show the camera in a video element.
 * @param {HTMLVideoElement} video
 * @returns {Promise<MediaStreamTrack>}
 */
export async function openCamera(video) {
  const stream = await navigator.mediaDevices.getUserMedia(STREAM);
  video.srcObject = stream;
  await video.play();
  return /** @type {MediaStreamTrack} */ (stream.getVideoTracks()[0]);
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

// @ts-check
// A scanner that types: its keys come faster than any person's and end with Enter, wherever the page stands.

/** Milliseconds between two keys of a scanner, at most. */
const FAST = 80;
/** The shortest text that is a scanner's and not a person's. */
const LEAST = 6;

/**
 * Hear what a scanner types outside the fields of the page.
 * @param {(text: string) => void} onText
 */
export function listenToKeys(onText) {
  let text = "";
  let last = 0;

  /** @param {KeyboardEvent} event */
  function take(event) {
    if (isInField(event.target)) {
      return;
    }
    if (event.timeStamp - last > FAST) {
      text = "";
    }
    last = event.timeStamp;
    if (event.key === "Enter" && text.length >= LEAST) {
      event.preventDefault(); // the button that has the focus is not meant
      onText(text);
      text = "";
    } else if (event.key.length === 1) {
      text += event.key;
    }
  }
  document.addEventListener("keydown", take, { capture: true });
}

/** @param {EventTarget | null} target */
function isInField(target) {
  return target instanceof Element && target.matches("input:not([type=radio]), select, textarea");
}

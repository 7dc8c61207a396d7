// @ts-check
// Moving through the lines of a list by the arrow keys; Enter opens a line as ever.

const LINKS = "tbody th a";
const STEPS = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/**
 * Let the arrow keys go from the link of one line to that of the next; lines may come and go.
 * @param {HTMLElement} root
 */
export function followRows(root) {
  root.addEventListener("keydown", (event) => {
    const step = stepOf(event.key);
    if (step === 0 || !(event.target instanceof Element) || !event.target.matches(LINKS)) {
      return;
    }
    /** @type {HTMLElement[]} */
    const links = [...root.querySelectorAll(LINKS)].filter((each) => each instanceof HTMLElement);
    links.find((_, index) => links[index - step] === event.target)?.focus();
    event.preventDefault();
  });
}

/**
 * Tell how many lines a key goes on; 0 for any other key.
 * @param {string} key
 */
export function stepOf(key) {
  return STEPS.get(key) ?? 0;
}

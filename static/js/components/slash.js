// @ts-check
// The slash goes to the search, as long as nobody is writing.

const TYPING = "input, select, textarea";

/**
 * Let the slash go to a field.
 * @param {HTMLElement} field
 */
export function jumpBySlash(field) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !(event.target instanceof Element && event.target.matches(TYPING))) {
      field.focus();
      event.preventDefault();
    }
  });
}

// @ts-check
// Shows a question only while the answer that it depends on is given; the server judges by itself.

/**
 * Show and hide a form's dependent questions, now and whenever something is answered.
 * @param {HTMLFormElement} form
 */
export function follow(form) {
  const dependents = [
    .../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-component=depends]")),
  ];
  for (const dependent of dependents) {
    const condition = dependent.querySelector(".only-if");
    condition?.remove(); // it is said by the question's coming and going
  }
  const judge = () => {
    for (const dependent of dependents) {
      dependent.hidden = !isGiven(form, dependent);
    }
  };
  form.addEventListener("change", judge);
  judge();
}

/**
 * Tell whether the answer is given, in a question that is itself shown.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} dependent
 */
function isGiven(form, dependent) {
  const { on, value } = dependent.dataset;
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll(`[name="${CSS.escape(on ?? "")}"]`)
  );
  return [...inputs].some(
    (input) => input.checked && input.value === value && input.closest("[hidden]") === null,
  );
}

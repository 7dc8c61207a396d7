// @ts-check
// The page's own elements, words and state; all words come from the server with the page.

/**
 * Find an element that the page must have.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T}
 */
export function find(selector, within = document) {
  const found = within.querySelector(selector);
  if (found === null) {
    throw new Error(`the page lacks ${selector}`);
  }
  return /** @type {T} */ (found);
}

/**
 * Copy what a template of the page holds.
 * @param {string} selector
 */
export function copyOf(selector) {
  const template = /** @type {HTMLTemplateElement} */ (find(selector));
  return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
}

/**
 * Say a text of the page, with values in the place of `{name}`, each in its own direction.
 * @param {string} name
 * @param {Record<string, string>} [values]
 */
export function say(name, values = {}) {
  const texts = /** @type {HTMLTemplateElement} */ (find("#texts")).content;
  const text = find(`[data-text="${name}"]`, texts).textContent?.trim() ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, key) =>
    values[key] === undefined ? whole : `\u2068${values[key]}\u2069`,
  );
}

/**
 * State a fact on the root element, for style sheets and tests.
 * @param {string} name
 * @param {string | number} value
 */
export function state(name, value) {
  document.documentElement.dataset[name] = String(value);
}

/** The language of the page. */
export function language() {
  return document.documentElement.lang;
}

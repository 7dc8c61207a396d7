// @ts-check
// A passkey is made or shown: the device is asked when the button is pressed.

import { readOptions, writeCredential } from "../core/passkeys.js";
import { find } from "../core/dom.js";

const form = /** @type {HTMLFormElement} */ (find("#passkey"));
const answer = /** @type {HTMLInputElement} */ (find("[name=credential]", form));
const refused = /** @type {HTMLElement} */ (find("#refused"));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  refused.hidden = true;
  ask().then(
    () => form.submit(),
    () => {
      refused.hidden = false;
    },
  );
});

/** Ask the device, and lay its answer into the form. */
async function ask() {
  const publicKey = /** @type {any} */ (readOptions(JSON.parse(form.dataset["options"] ?? "")));
  const isNew = form.dataset["kind"] === "create";
  const { credentials } = navigator;
  const given = isNew ? credentials.create({ publicKey }) : credentials.get({ publicKey });
  answer.value = writeCredential(/** @type {PublicKeyCredential} */ (await given));
}

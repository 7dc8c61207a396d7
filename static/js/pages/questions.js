// @ts-check
// A form with questions of its own: those that depend on an answer come and go with it.

import { follow } from "../components/depends.js";

for (const form of document.querySelectorAll("form")) {
  follow(form);
}

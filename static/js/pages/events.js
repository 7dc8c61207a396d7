// @ts-check
// The list of events: it narrows down while one types, and keys go to the search and along the lines.

import { followRows } from "../components/rows.js";
import { sift } from "../components/sift.js";
import { jumpBySlash } from "../components/slash.js";
import { find } from "../core/dom.js";

const form = document.querySelector("form[data-component=sift]");

if (form instanceof HTMLFormElement) {
  sift(form, find("#found"));
  jumpBySlash(find("#q"));
}
followRows(find("main"));

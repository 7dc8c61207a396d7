// @ts-check
// The attendance of an event: its numbers go on while one looks at them.

import { watch } from "../components/watch.js";
import { find } from "../core/dom.js";

watch(find("[data-component=watch]"));

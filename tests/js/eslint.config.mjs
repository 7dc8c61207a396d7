// The floors of static/js: core knows no page, components know core, pages and gate know what is below.
// Run from the root: tests/js/node_modules/.bin/eslint --config tests/js/eslint.config.mjs static/js tests/js
// Pure modules of the gate know neither the page nor the browser, so that `node --test` can run them.
import js from "@eslint/js";
import globals from "globals";

const SCRIPTS = "static/js";
const PURE = [
  "devices",
  "handover",
  "headcount",
  "journal",
  "judge",
  "judge-here",
  "pairing",
  "reading",
  "roster",
  "roster-hash",
  "rules",
  "scans",
  "sync",
  "takeover",
  "taking-back",
  "tally",
  "transfer",
  "transfer-bytes",
  "transfer-mark",
  "transfer-values",
];

/** Files in one folder may not reach into the folders named. */
function floor(folder, ...forbidden) {
  const patterns = forbidden.map((name) => ({
    group: [`**/${name}/**`],
    message: `${folder}/ stands below ${name}/ or beside it.`,
  }));
  return {
    files: [`${SCRIPTS}/${folder}/**/*.js`],
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
}

export default [
  js.configs.recommended,
  {
    files: [`${SCRIPTS}/**/*.js`],
    languageOptions: { globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      complexity: ["error", 8],
      curly: ["error", "all"],
      eqeqeq: "error",
      "max-lines": ["error", 250],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      "max-params": ["error", 4],
      "no-console": "error",
      "no-else-return": "error",
      "no-implicit-globals": "error",
      "no-restricted-properties": [
        "error",
        { object: "navigator", property: "onLine", message: "It is only a hint: ask the server." },
        { property: "innerHTML", message: "Clone a template, or set textContent." },
      ],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  floor("core", "components", "pages", "gate", "vendor"),
  floor("components", "pages", "gate", "vendor"),
  floor("pages", "gate", "vendor"),
  floor("gate", "components", "pages"),
  {
    files: PURE.map((name) => `${SCRIPTS}/gate/${name}.js`),
    rules: {
      "no-restricted-globals": [
        "error",
        ...["document", "window", "navigator", "indexedDB", "fetch", "location"],
      ],
    },
  },
  {
    files: [`${SCRIPTS}/gate/decode-worker.js`],
    rules: { "no-implicit-globals": "off" },
    languageOptions: {
      sourceType: "script",
      globals: { ...globals.worker, ZXingWASM: "readonly" },
    },
  },
  {
    files: [`${SCRIPTS}/gate/service-worker.js`, `${SCRIPTS}/list/service-worker.js`],
    rules: { "no-implicit-globals": "off" },
    languageOptions: {
      sourceType: "script",
      globals: { ...globals.serviceworker, SHELL: "readonly" },
    },
  },
  {
    files: ["tests/js/**/*.mjs"],
    languageOptions: { globals: globals.node },
  },
];

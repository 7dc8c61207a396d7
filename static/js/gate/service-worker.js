// @ts-check
// Keeps the page and all that it loads on the phone, so that it starts without a connection.
// The server puts `SHELL` before this text; with any change of the page or its files the worker is another.
//
// A page and its files come from one edition: all of it is fetched by addresses that the server knows for
// this edition alone, and kept whole or not at all. What the phone says to the server is never touched.

const worker = /** @type {any} */ (self);
const NAME = `eventsys ${SHELL.scope} ${SHELL.edition}`;
const OURS = `eventsys ${SHELL.scope} `;
/** Files of this edition, and of a former one whose page is still open. */
const FILE = new RegExp(`^${SHELL.scope}[0-9a-f]{12}/`);

async function keepShell() {
  const cache = await caches.open(NAME);
  try {
    await cache.addAll([...SHELL.files, ...Object.values(SHELL.pages)]);
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

/**
 * Answer with the page in the language asked for, else in one that the phone's owner reads.
 * @param {Request} request
 */
async function answerPage(request) {
  const asked = new URL(request.url).searchParams.get("lang");
  const read = worker.navigator.languages.map((/** @type {string} */ each) => each.slice(0, 2));
  const language = [asked, ...read].find((each) => each !== null && each in SHELL.pages);
  return look(SHELL.pages[language ?? SHELL.language] ?? SHELL.scope, request);
}

/**
 * @param {string} address
 * @param {Request} request
 */
async function look(address, request) {
  return (await caches.match(address, { ignoreVary: true })) ?? fetch(request);
}

/** Drop what former editions kept, unless one of their pages is still open. */
async function tidy() {
  const open = await worker.clients.matchAll({ type: "window" });
  if (open.length > 1) {
    return;
  }
  const names = await caches.keys();
  const former = names.filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(former.map((name) => caches.delete(name)));
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (/** @type {any} */ event) =>
  event.waitUntil(worker.clients.claim()),
);
worker.addEventListener("message", (/** @type {any} */ event) => {
  if (event.data === "take-over") {
    worker.skipWaiting();
  } else if (event.data === "tidy") {
    event.waitUntil(tidy());
  }
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, mode, url } = /** @type {Request} */ (event.request);
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== worker.location.origin) {
    return;
  }
  if (mode === "navigate" && pathname === SHELL.scope) {
    event.respondWith(answerPage(event.request));
  } else if (mode !== "navigate" && FILE.test(pathname)) {
    event.respondWith(look(pathname, event.request));
  }
});

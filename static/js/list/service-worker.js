// @ts-check
// Keeps a list's page without names and all that it loads on the tablet, so that an open list survives a reload
// without a connection. The server puts `SHELL` before this text. What the tablet sends is never touched.

const worker = /** @type {any} */ (self);
const PAGE = SHELL.pages.list ?? SHELL.scope;
const OURS = `eventsys list ${SHELL.scope} `;
const NAME = OURS + SHELL.edition;
const LIST = new RegExp(`^${SHELL.scope}[0-9]+$`);
/** Milliseconds after which a page that does not come is as good as none. */
const PATIENCE = 6000;
/** From here on it is not our server that answers, but one before it. */
const UNAVAILABLE = 502;

async function keepShell() {
  const cache = await caches.open(NAME);
  await cache.addAll([...SHELL.files, PAGE]);
  await worker.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  const former = names.filter((name) => name.startsWith(OURS) && name !== NAME);
  await Promise.all(former.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * Answer with the list itself, else with the page that the tablet fills from what it has kept.
 * @param {Request} request
 */
async function answerList(request) {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const answer = await Promise.race([fetch(request).catch(() => undefined), late]);
  const isThere = answer instanceof Response && answer.status < UNAVAILABLE;
  return isThere ? answer : ((await caches.match(PAGE, { ignoreVary: true })) ?? Response.error());
}

/** @param {Request} request */
async function answerFile(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(keepShell()));
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(tidy()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { method, mode, url } = /** @type {Request} */ (event.request);
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) {
    return;
  }
  if (mode === "navigate" && LIST.test(pathname)) {
    event.respondWith(answerList(event.request));
  } else if (SHELL.files.includes(pathname)) {
    event.respondWith(answerFile(event.request));
  }
});

// @ts-check
// Asks our own server; an answer is a value, never an exception, so that nobody forgets the dead spots.

/**
 * @typedef {{ kind: "answered", body: any }
 *   | { kind: "refused", status: number, code: string }
 *   | { kind: "later", wait: number | null }} Answer  `later`: no answer or none worth having; `wait` in ms
 */

const HTML = { Accept: "text/html" };
const NOT_CHANGED = 304;
const TOO_MANY = 429;
const SERVER_FAILS = 500;

/**
 * Post JSON and wait for the answer for a limited time.
 * What is no JSON of ours (the sign-in page of a wireless network, say) counts as no answer.
 * @param {string} path
 * @param {object} body
 * @param {{ token?: string | undefined, timeout?: number, fetch?: typeof globalThis.fetch }} [options]
 * @returns {Promise<Answer>}
 */
export async function postJson(path, body, options = {}) {
  const { token, timeout = 4000, fetch = globalThis.fetch } = options;
  const asked = { headers: headersFor(token), credentials: "omit", redirect: "error" };
  return post(path, body, /** @type {RequestInit} */ (asked), {
    timeout,
    fetch,
    read: async (response) => sort(response, await response.json()),
  });
}

/**
 * Post JSON as whoever is signed in, with the token of a page of theirs.
 * @param {string} path
 * @param {object} body
 * @param {{ csrf: string, timeout?: number, fetch?: typeof globalThis.fetch }} options
 * @returns {Promise<Answer | { kind: "elsewhere" }>}  `elsewhere`: they are signed out
 */
export async function postSignedIn(path, body, options) {
  const { csrf, timeout = 10_000, fetch = globalThis.fetch } = options;
  const headers = { ...headersFor(undefined), "X-CSRFToken": csrf };
  const asked = { headers, credentials: "same-origin", redirect: "manual" };
  return post(path, body, /** @type {RequestInit} */ (asked), {
    timeout,
    fetch,
    read: readSignedIn,
  });
}

/**
 * Read an answer to somebody who is signed in: a refusal may come as a page.
 * @param {Response} response
 * @returns {Promise<Answer | { kind: "elsewhere" }>}
 */
async function readSignedIn(response) {
  if (response.type === "opaqueredirect") {
    return { kind: "elsewhere" };
  }
  return sort(response, response.ok ? await response.json() : {});
}

/**
 * @template T
 * @param {string} path
 * @param {object} body
 * @param {RequestInit} asked
 * @param {{ timeout: number, fetch: typeof globalThis.fetch, read: (response: Response) => Promise<T> }} how
 * @returns {Promise<T | { kind: "later", wait: null }>}
 */
async function post(path, body, asked, { timeout, fetch, read }) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), timeout);
  try {
    const response = await fetch(path, {
      ...asked,
      method: "POST",
      body: JSON.stringify(body),
      cache: "no-store",
      signal: giveUp.signal,
    });
    return await read(response);
  } catch {
    return { kind: "later", wait: null };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @typedef {{ kind: "fetched", body: any, etag: string | null } | { kind: "same" }
 *   | { kind: "refused", status: number, code: string } | { kind: "later", wait: number | null }} Fetched
 *   `same`: nothing new behind the etag
 */

/**
 * Fetch JSON that we may have already, and wait for it for a limited time.
 * @param {string} path
 * @param {{ token?: string | undefined, etag?: string | null, timeout?: number,
 *   fetch?: typeof globalThis.fetch }} [options]
 * @returns {Promise<Fetched>}
 */
export async function getJson(path, options = {}) {
  const { token, etag = null, timeout = 20_000, fetch = globalThis.fetch } = options;
  const known = etag === null ? {} : { "If-None-Match": etag };
  try {
    const response = await fetch(path, {
      headers: { ...headersFor(token), ...known },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(timeout),
    });
    return await sortFetched(response);
  } catch {
    return { kind: "later", wait: null };
  }
}

/**
 * @param {Response} response
 * @returns {Promise<Fetched>}
 */
async function sortFetched(response) {
  if (response.status === NOT_CHANGED) {
    return { kind: "same" };
  }
  const answer = sort(response, await response.json());
  return answer.kind === "answered"
    ? { kind: "fetched", body: answer.body, etag: response.headers.get("ETag") }
    : answer;
}

/**
 * @typedef {{ kind: "page", page: Document, etag: string | null } | { kind: "same" }
 *   | { kind: "elsewhere" } | { kind: "later" }} PageAnswer
 *   `same`: the page with the ETag that we have still holds;
 *   `elsewhere`: the server sends us to another page, such as the one to sign in
 */

/**
 * Fetch one of our pages as whoever is signed in, and wait for it for a limited time.
 * @param {string} path
 * @param {{ timeout?: number, etag?: string | null }} [options]
 * @returns {Promise<PageAnswer>}
 */
export async function getPage(path, { timeout = 10_000, etag = null } = {}) {
  try {
    const response = await fetch(path, {
      headers: etag === null ? HTML : { ...HTML, "If-None-Match": etag },
      cache: "no-store",
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(timeout),
    });
    return await readPage(response);
  } catch {
    return { kind: "later" };
  }
}

/**
 * @param {Response} response
 * @returns {Promise<PageAnswer>}
 */
async function readPage(response) {
  if (response.type === "opaqueredirect") {
    return { kind: "elsewhere" };
  }
  if (response.status === NOT_CHANGED) {
    return { kind: "same" };
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return response.ok
    ? { kind: "page", page, etag: response.headers.get("ETag") }
    : { kind: "later" };
}

/** @param {string | undefined} token */
function headersFor(token) {
  const headers = { "Content-Type": "application/json", Accept: "application/json" };
  return token === undefined ? headers : { ...headers, Authorization: `Bearer ${token}` };
}

/**
 * @param {Response} response
 * @param {any} body
 * @returns {Answer}
 */
function sort(response, body) {
  if (response.ok) {
    return { kind: "answered", body };
  }
  if (response.status === TOO_MANY || response.status >= SERVER_FAILS) {
    return { kind: "later", wait: secondsOf(response.headers.get("Retry-After")) };
  }
  return { kind: "refused", status: response.status, code: String(body?.code ?? "") };
}

/** @param {string | null} text */
function secondsOf(text) {
  return text !== null && /^\d{1,4}$/.test(text) ? Number(text) * 1000 : null;
}

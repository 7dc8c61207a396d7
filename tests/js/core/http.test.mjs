import assert from "node:assert/strict";
import { test } from "node:test";

import { postJson, postSignedIn } from "../../../static/js/core/http.js";

const answering = (text, init) => async () => new Response(text, init);
const post = (fetch, options) => postJson("/api/v1/scans", { scans: [] }, { fetch, ...options });

test("the token and the body go out, cookies do not", async () => {
  let asked;
  await post(
    async (path, options) => {
      asked = { path, ...options };
      return new Response("{}");
    },
    { token: "secret" },
  );
  delete asked.signal;
  assert.deepEqual(asked, {
    path: "/api/v1/scans",
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      Authorization: "Bearer secret",
    },
    body: '{"scans":[]}',
    cache: "no-store",
    credentials: "omit",
    redirect: "error",
  });
});

test("an answer is handed on", async () =>
  assert.deepEqual(await post(answering('{"results":[]}', { status: 200 })), {
    kind: "answered",
    body: { results: [] },
  }));

test("a refusal tells its code", async () =>
  assert.deepEqual(await post(answering('{"code":"E_DEVICE"}', { status: 401 })), {
    kind: "refused",
    status: 401,
    code: "E_DEVICE",
  }));

test("a busy server is asked later, as late as it wishes", async () =>
  assert.deepEqual(await post(answering("{}", { status: 503, headers: { "Retry-After": "7" } })), {
    kind: "later",
    wait: 7000,
  }));

for (const [why, fetch] of Object.entries({
  "a dead connection": () => Promise.reject(new TypeError("failed")),
  "the sign-in page of a wireless network": answering("<!doctype html>", { status: 200 }),
  "a proxy's error page": answering("<html>", { status: 502 }),
  "too many requests": answering("{}", { status: 429 }),
})) {
  test(`${why} means later`, async () =>
    assert.deepEqual(await post(fetch), { kind: "later", wait: null }));
}

test("an answer that does not come in time means later", async () => {
  const never = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
  assert.deepEqual(await post(never, { timeout: 5 }), { kind: "later", wait: null });
});

test("an answer whose body does not end in time means later", async () => {
  const stuck = async (_, { signal }) => ({
    ok: true,
    json: () =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
      }),
  });
  assert.deepEqual(await post(stuck, { timeout: 5 }), { kind: "later", wait: null });
});

test("who is signed in sends the page's token, and hears when that is over", async () => {
  let asked;
  const send = (answer) =>
    postSignedIn(
      "/marks",
      {},
      {
        csrf: "token",
        fetch: async (_path, options) => {
          asked = options;
          return answer;
        },
      },
    );
  assert.deepEqual(await send(new Response('{"people":{}}')), {
    kind: "answered",
    body: { people: {} },
  });
  assert.equal(asked.headers["X-CSRFToken"], "token");
  assert.equal(asked.credentials, "same-origin");
  assert.equal(asked.redirect, "manual");
  const page = new Response("<p>The page is old</p>", { status: 400 });
  assert.deepEqual(await send(page), { kind: "refused", status: 400, code: "" });
  assert.deepEqual(await send({ type: "opaqueredirect" }), { kind: "elsewhere" });
});

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { TABLES, currentDevice } from "../../../static/js/gate/devices.js";
import { codeOfFragment, pair } from "../../../static/js/gate/pairing.js";
import { fakeStore } from "../fake-store.mjs";
import { NO_ANSWER, PAIRING, lineTo, refused } from "./world.mjs";

const makeId = () => "install-1";
const ACCEPTED = { kind: "answered", body: PAIRING };

describe("pairing", () => {
  test("keeps the token and the event's gates", async () => {
    const line = lineTo(fakeStore(TABLES), ACCEPTED);
    const pairing = await pair(line, "ABCD-2345", makeId);
    assert.equal(pairing.kind, "paired");
    assert.deepEqual(await currentDevice(line.store), {
      ...PAIRING.device,
      seq: 0,
      admitted: 0,
      gate: null,
      token: "token-north",
      event: PAIRING.event,
      gates: ["North", "South"],
    });
    assert.deepEqual(line.asked[0].body, { pairing_code: "ABCD-2345", install_id: "install-1" });
  });

  test("the only gate is chosen by itself", async () => {
    const line = lineTo(fakeStore(TABLES), {
      kind: "answered",
      body: { ...PAIRING, gates: ["A"] },
    });
    await pair(line, "ABCD-2345", makeId);
    assert.equal((await currentDevice(line.store)).gate, "A");
  });

  test("the gate that the organiser paired it for is chosen", async () => {
    const body = { ...PAIRING, device: { ...PAIRING.device, gate: "South" } };
    const line = lineTo(fakeStore(TABLES), { kind: "answered", body });
    await pair(line, "ABCD-2345", makeId);
    assert.equal((await currentDevice(line.store)).gate, "South");
  });

  test("this installation keeps its name", async () => {
    const line = lineTo(fakeStore(TABLES), NO_ANSWER);
    await pair(line, "A", () => "first");
    await pair(line, "B", () => "second");
    assert.deepEqual(
      line.asked.map(({ body }) => body.install_id),
      ["first", "first"],
    );
  });

  test("a pasted link counts as its code", async () => {
    const line = lineTo(fakeStore(TABLES), ACCEPTED);
    await pair(line, "https://tilmelding.example/scan/#ABCD 2345", makeId);
    assert.equal(line.asked[0].body.pairing_code, "ABCD2345");
  });

  test("nothing typed asks nobody", async () => {
    const line = lineTo(fakeStore(TABLES), ACCEPTED);
    assert.deepEqual(await pair(line, "  ", makeId), { kind: "failed", why: "no-code" });
    assert.deepEqual(line.asked, []);
  });

  test("a used, expired or unknown code is refused and leaves the phone as it was", async () => {
    const line = lineTo(fakeStore(TABLES), refused(404, "E_PAIRING"));
    assert.deepEqual(await pair(line, "OLD", makeId), { kind: "failed", why: "refused" });
    assert.equal(await currentDevice(line.store), null);
  });

  test("without an answer it can be tried again", async () => {
    const line = lineTo(fakeStore(TABLES), NO_ANSWER);
    assert.deepEqual(await pair(line, "CODE", makeId), { kind: "failed", why: "no-answer" });
  });
});

describe("the code of a pairing link", () => {
  const fragments = { "": "", "#": "", "#ABCD": "ABCD", "#AB%20CD": "AB CD", "#%E0%A4%A": "" };
  for (const [fragment, code] of Object.entries(fragments)) {
    test(`of ${fragment || "no fragment"} is ${code || "none"}`, () =>
      assert.equal(codeOfFragment(fragment), code));
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { bytesOf, readOptions, textOf, writeCredential } from "../../../static/js/core/passkeys.js";

const BYTES = Uint8Array.from([0, 62, 63, 255, 251, 1]);
const TEXT = "AD4___sB";

test("bytes are written as the server reads them, and read back", () => {
  assert.equal(textOf(BYTES.buffer), TEXT);
  assert.deepEqual(bytesOf(TEXT), BYTES);
  assert.deepEqual(bytesOf(textOf(BYTES.buffer.slice(0, 4))), BYTES.slice(0, 4));
});

test("a device is asked in bytes; what is not text of bytes stays", () => {
  const descriptor = { type: "public-key", id: TEXT, transports: ["internal"] };
  const user = { id: TEXT, name: "oda@example.org", displayName: "Oda" };
  const asked = { challenge: TEXT, timeout: 60000, user, excludeCredentials: [descriptor] };
  const read = readOptions(asked);
  assert.deepEqual(read.challenge, BYTES);
  assert.deepEqual(read.user, { ...user, id: BYTES });
  assert.deepEqual(read.excludeCredentials, [{ ...descriptor, id: BYTES }]);
  assert.deepEqual([read.timeout, read.allowCredentials], [60000, []]);
});

test("without a user none is made up", () => {
  assert.equal("user" in readOptions({ challenge: TEXT }), false);
});

const known = {
  id: TEXT,
  rawId: BYTES.buffer,
  type: "public-key",
  getClientExtensionResults: () => ({ credProps: { rk: true } }),
};

test("a new passkey is told with how it can be reached, where the browser knows", () => {
  const response = { clientDataJSON: BYTES.buffer, attestationObject: BYTES.buffer };
  const getTransports = () => ["usb"];
  const told = JSON.parse(writeCredential({ ...known, response: { ...response, getTransports } }));
  assert.deepEqual(told.response, {
    clientDataJSON: TEXT,
    attestationObject: TEXT,
    transports: ["usb"],
  });
  assert.deepEqual(
    [told.id, told.rawId, JSON.parse(told.extensions)],
    [TEXT, TEXT, { credProps: { rk: true } }],
  );
  const older = JSON.parse(writeCredential({ ...known, response }));
  assert.deepEqual(older.response.transports, []);
});

test("a passkey that is shown is told with its signature, and whose it is if the device says", () => {
  const response = {
    clientDataJSON: BYTES.buffer,
    authenticatorData: BYTES.buffer,
    signature: BYTES.buffer,
    userHandle: null,
  };
  const told = JSON.parse(writeCredential({ ...known, response }));
  assert.deepEqual(told.response, {
    clientDataJSON: TEXT,
    authenticatorData: TEXT,
    signature: TEXT,
    userHandle: null,
  });
  const named = { ...known, response: { ...response, userHandle: BYTES.buffer } };
  assert.equal(JSON.parse(writeCredential(named)).response.userHandle, TEXT);
});

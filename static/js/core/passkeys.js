// @ts-check
// What the server and the device say of a passkey, in the form that each reads; no DOM.

/**
 * @typedef {{ type: "public-key", id: string, transports?: AuthenticatorTransport[] }} Descriptor
 * @typedef {{ challenge: string, user?: { id: string, name: string, displayName: string },
 *   excludeCredentials?: Descriptor[], allowCredentials?: Descriptor[] }} Options
 */

/**
 * Read base64url, as the server writes bytes.
 * @param {string} text
 */
export function bytesOf(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/**
 * Write bytes as base64url.
 * @param {ArrayBuffer} bytes
 */
export function textOf(bytes) {
  const binary = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/**
 * Put bytes in the place of text, as the device wants them.
 * @template {Options} T
 * @param {T} options
 */
export function readOptions(options) {
  const { challenge, user, excludeCredentials = [], allowCredentials = [] } = options;
  return {
    ...options,
    challenge: bytesOf(challenge),
    ...(user && { user: { ...user, id: bytesOf(user.id) } }),
    excludeCredentials: excludeCredentials.map(readDescriptor),
    allowCredentials: allowCredentials.map(readDescriptor),
  };
}

/** @param {Descriptor} descriptor */
function readDescriptor(descriptor) {
  return { ...descriptor, id: bytesOf(descriptor.id) };
}

/**
 * Write what the device answered, as the server reads it.
 * @param {PublicKeyCredential} credential
 */
export function writeCredential(credential) {
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: writeResponse(credential.response),
    extensions: JSON.stringify(credential.getClientExtensionResults()),
  });
}

/** @param {AuthenticatorResponse} response */
function writeResponse(response) {
  const known = { clientDataJSON: textOf(response.clientDataJSON) };
  if ("attestationObject" in response) {
    const made = /** @type {AuthenticatorAttestationResponse} */ (response);
    const transports = made.getTransports?.() ?? [];
    return { ...known, attestationObject: textOf(made.attestationObject), transports };
  }
  const shown = /** @type {AuthenticatorAssertionResponse} */ (response);
  return {
    ...known,
    authenticatorData: textOf(shown.authenticatorData),
    signature: textOf(shown.signature),
    userHandle: shown.userHandle === null ? null : textOf(shown.userHandle),
  };
}

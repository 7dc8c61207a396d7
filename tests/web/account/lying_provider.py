"""An identity provider over loopback that tells the truth, or one lie at a time."""

import base64
import hashlib
import hmac
import json
import threading
import time
from typing import Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwk, jwt
from werkzeug.serving import make_server

CLIENT_ID = "eventsys"
CLIENT_SECRET = "a secret that the provider shares with us"


class LyingProvider:
    """Answers as a provider does; what stands in its lies it answers otherwise."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.key = jwk.RSAKey.generate_key(2048, {"kid": "a", "use": "sig"})
        self.other = jwk.RSAKey.generate_key(2048, {"kid": "a", "use": "sig"})
        self.be_honest()
        app = Flask("provider")
        app.get("/.well-known/openid-configuration")(self.describe)
        app.get("/jwks")(lambda: jsonify(keys=[self.key.as_dict(private=False)]))
        app.get("/authorize")(self.authorize)
        app.post("/token")(self.token)
        self.server = make_server("127.0.0.1", 0, app, threaded=True)
        self.issuer = f"http://{host}:{self.server.port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def be_honest(self) -> None:
        """Forget all lies and all that was asked."""
        self.claims: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.lies: dict[str, Any] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.seen: dict[str, str] = {}

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def describe(self) -> ResponseReturnValue:
        """Say where everything is."""
        truth = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        told = truth | self.metadata
        return jsonify({name: value for name, value in told.items() if value is not None})

    def authorize(self) -> ResponseReturnValue:
        """Let Oda in, who has signed in here before, and send her back with a code."""
        self.seen = dict(request.args)
        code = f"code{len(self.codes)}"
        self.codes[code] = self.seen
        back = {"code": code, "state": self.lies.get("state", self.seen["state"])}
        return redirect(f"{self.seen['redirect_uri']}?{urlencode(back)}")

    def token(self) -> ResponseReturnValue:
        """Give an ID token for a code, once, to whoever asked for it."""
        asked = self.codes.pop(request.form["code"], None)
        verifier = request.form.get("code_verifier", "").encode()
        if asked is None or asked.get("code_challenge") != plain(hashlib.sha256(verifier).digest()):
            return jsonify(error="invalid_grant"), 400
        answer = {"access_token": "at", "token_type": "Bearer", "expires_in": 60}
        if not self.lies.get("without_id_token"):
            answer["id_token"] = self.id_token(asked)
        return jsonify(answer)

    def id_token(self, asked: dict[str, str]) -> str:
        """Say who it is, and sign it."""
        now = int(time.time())
        truth = {
            "iss": self.issuer,
            "sub": "u1",
            "aud": CLIENT_ID,
            "exp": now + 60,
            "iat": now,
            "auth_time": now,
            "nonce": asked.get("nonce"),
            "email": "oda@kk.dk",
            "email_verified": True,
            "groups": ["tfi-organisers"],
        }
        told = truth | self.claims
        claims = {name: value for name, value in told.items() if value is not None}
        algorithm = self.lies.get("alg", "RS256")
        if algorithm in {"none", "HS256"}:
            return self.by_hand(algorithm, claims)
        key = self.other if self.lies.get("other_key") else self.key
        return jwt.encode({"alg": algorithm, "kid": "a"}, claims, key)

    def by_hand(self, algorithm: str, claims: dict[str, Any]) -> str:
        """Sign as no library does: not at all, or with what everybody knows."""
        parts = [{"alg": algorithm, "kid": "a"}, claims]
        text = ".".join(plain(json.dumps(part).encode()) for part in parts)
        secret = self.lies.get("secret", self.key.as_pem(private=False))
        signature = hmac.digest(secret, text.encode(), "sha256") if algorithm == "HS256" else b""
        return f"{text}.{plain(signature)}"


def plain(raw: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

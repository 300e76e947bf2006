"""A device that keeps passkeys, for tests: it makes and signs as a telephone would, or lies as it is told."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
ORIGIN = "https://garden.example"


@dataclass
class Authenticator:
    """One passkey on one device."""

    origin: str = ORIGIN
    rp: str = "garden.example"
    counts: bool = True
    counter: int = 0
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    user: bytes = b""

    def create(self, options: dict[str, Any], *, verified: bool = True, cross: bool = False) -> str:
        """What `navigator.credentials.create` answers, as JSON."""
        self.user = websafe_decode(options["user"]["id"])
        client = self._client("webauthn.create", options, cross=cross)
        public = ES256.from_cryptography_key(self.key.public_key())
        told = AttestedCredentialData.create(Aaguid.NONE, self.identifier, public)
        data = self._data(FLAG.AT | self._flags(verified), told)
        made = AttestationObject.create("none", data, {})
        response = {"clientDataJSON": client.b64, "attestationObject": websafe_encode(made)}
        return self._answer(response)

    def get(self, options: dict[str, Any], *, verified: bool = True, **lies: Any) -> str:
        """What `navigator.credentials.get` answers, as JSON; `lies` replace what is true."""
        client = self._client("webauthn.get", options)
        data = self._data(self._flags(verified))
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": client.b64,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(self.user),
        }
        return self._answer({**response, **lies})

    def _client(self, kind: str, options: dict[str, Any], *, cross: bool = False) -> CollectedClientData:
        challenge = websafe_decode(options["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin, cross_origin=cross)

    def _data(self, flags: Any, told: AttestedCredentialData | None = None) -> AuthenticatorData:
        self.counter += self.counts
        name = hashlib.sha256(self.rp.encode()).digest()
        return AuthenticatorData.create(name, flags, self.counter, told or b"")

    def _flags(self, verified: bool) -> Any:
        return FLAG.UP | FLAG.UV if verified else FLAG.UP

    def _answer(self, response: dict[str, str]) -> str:
        name = websafe_encode(self.identifier)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})

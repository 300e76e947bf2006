"""Passkeys (WebAuthn level 3): what a browser is asked for, and whether its answer is true. No tables here.

A challenge proves by itself that it is ours: it carries when and for whom it was made, under a keyed digest. So a
page that offers passkeys costs a visitor no session and the database nothing; that it serves once is a row
(actions/passkeys.py).
"""

import json
import secrets
import struct
import time
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.members.models import Member, Passkey

LASTS = 3600  # seconds in which a challenge must be answered: the page may have been open for a while
LONGEST = 20_000  # signs of an answer
ALGORITHMS = {-7, -8, -257}  # ES256, EdDSA, RS256: what devices have
NONCE, MOMENT = 16, ">Q"
ANYONE = UUID(int=0)


class PasskeyRefused(Refusal):
    """The answer is not true, not for us, too old, or was given before: which of these is not told."""

    status = 422
    message = _("This passkey was not accepted. Please try again, or come in with a code.")


@dataclass(frozen=True)
class Place:
    """For whom passkeys are made: the name (RP ID) and the one origin, from POTAGER_URL."""

    name: str
    origin: str


def place() -> Place | None:
    """Where passkeys work: at a name with https, or on localhost; None elsewhere."""
    parts = urlsplit(settings.ENV.url or "")
    name = parts.hostname or ""
    is_local = name == "localhost" or name.endswith(".localhost")
    if not name or _is_number(name) or not (parts.scheme == "https" or is_local):
        return None
    return Place(name=name, origin=f"{parts.scheme}://{parts.netloc}")


def _is_number(name: str) -> bool:
    try:
        return bool(ip_address(name))
    except ValueError:
        return False


def challenge_for(member: UUID = ANYONE) -> bytes:
    """A challenge, to add a passkey to a member, or (for ANYONE) to sign in."""
    told = secrets.token_bytes(NONCE) + struct.pack(MOMENT, int(time.time()))
    return told + _seal(told, member)


def is_ours(challenge: bytes, member: UUID = ANYONE) -> bool:
    """Whether that challenge was made here, for that, not long ago."""
    told, seal = challenge[: NONCE + 8], challenge[NONCE + 8 :]
    if len(told) != NONCE + 8 or not constant_time_compare(seal, _seal(told, member)):
        return False
    (made,) = struct.unpack(MOMENT, told[NONCE:])
    return bool(0 <= int(time.time()) - made <= LASTS)


def _seal(told: bytes, member: UUID) -> bytes:
    return salted_hmac("potager.members.challenge", told + member.bytes, algorithm="sha256").digest()


def creation_options(member: Member) -> dict[str, Any]:
    """What `navigator.credentials.create` is asked for, as JSON; raises PasskeyRefused where none can be made."""
    from fido2 import webauthn  # it brings a list of all public suffixes, which few processes need

    known = [{"type": "public-key", "id": row.credential} for row in member.passkeys.all()]
    user = webauthn.PublicKeyCredentialUserEntity(
        id=member.pk.bytes, name=member.email, display_name=member.display_name
    )
    options, _state = _server().register_begin(
        user,
        [webauthn.PublicKeyCredentialDescriptor.from_dict(one) for one in known],
        resident_key_requirement=webauthn.ResidentKeyRequirement.REQUIRED,
        user_verification=webauthn.UserVerificationRequirement.REQUIRED,
        challenge=challenge_for(member.pk),
    )
    return dict(options.public_key)


def request_options() -> dict[str, Any]:
    """What `navigator.credentials.get` is asked for: the same for everybody, but for the challenge."""
    from fido2 import webauthn

    required = webauthn.UserVerificationRequirement.REQUIRED
    options, _state = _server().authenticate_begin(
        None, user_verification=required, challenge=challenge_for()
    )
    return dict(options.public_key)


@dataclass(frozen=True)
class Made:
    """A new passkey: its identifier (base64url), the half that checks, its counter."""

    credential: str
    data: bytes
    counter: int


def made_by(member: Member, answer: str) -> tuple[Made, bytes]:
    """The passkey that a device made for a member, and the challenge that it answered; raises PasskeyRefused."""
    try:
        given = _given(answer)
        challenge = _challenge_in(given)
        if not is_ours(challenge, member.pk):
            raise PasskeyRefused
        told = _server().register_complete(_state(challenge), given)
        if told.credential_data is None or told.credential_data.public_key[3] not in ALGORITHMS:
            raise PasskeyRefused
        made = Made(str(given["rawId"]), bytes(told.credential_data), told.counter)
        return made, challenge
    except Exception as error:  # whatever a hostile answer makes the library stumble over
        raise PasskeyRefused from error


@dataclass(frozen=True)
class Claim:
    """An answer to sign in, as it came: which passkey it names, the person it says it is, the challenge."""

    credential: str
    challenge: bytes
    given: dict[str, Any]


def claim_in(answer: str) -> Claim:
    """What an answer claims, nothing of which is proved yet but that the challenge is ours; raises PasskeyRefused."""
    try:
        given = _given(answer)
        claim = Claim(str(given["rawId"]), _challenge_in(given), given)
    except Exception as error:
        raise PasskeyRefused from error
    if not is_ours(claim.challenge):
        raise PasskeyRefused
    return claim


def proved(claim: Claim, passkey: Passkey) -> int:
    """The counter of a claim that this passkey's key has signed, for its member; raises PasskeyRefused."""
    from fido2 import webauthn

    try:
        known = webauthn.AttestedCredentialData(bytes(passkey.data))
        _server().authenticate_complete(_state(claim.challenge), [known], claim.given)
        answer = webauthn.AuthenticationResponse.from_dict(claim.given).response
        if answer.user_handle != passkey.member_id.bytes:  # nobody said before who they are: it must (7.2, 6)
            raise PasskeyRefused
        return int(answer.authenticator_data.counter)
    except Exception as error:
        raise PasskeyRefused from error


def _given(answer: str) -> dict[str, Any]:
    """The answer as a dictionary; raises PasskeyRefused, ValueError."""
    given = json.loads(answer) if len(answer) <= LONGEST else None
    if not isinstance(given, dict):
        raise PasskeyRefused
    return given


def _challenge_in(given: dict[str, Any]) -> bytes:
    from fido2.utils import websafe_decode
    from fido2.webauthn import CollectedClientData

    told = CollectedClientData(websafe_decode(given["response"]["clientDataJSON"]))
    if told.cross_origin:
        raise PasskeyRefused
    return bytes(told.challenge)


def _state(challenge: bytes) -> dict[str, Any]:
    from fido2.utils import websafe_encode
    from fido2.webauthn import UserVerificationRequirement

    return {
        "challenge": websafe_encode(challenge),
        "user_verification": UserVerificationRequirement.REQUIRED,
    }


def _server() -> Any:
    """The library's server for our place; raises PasskeyRefused where there is none."""
    from fido2 import server, webauthn

    here = place()
    if here is None:
        raise PasskeyRefused
    ours = server.Fido2Server(
        webauthn.PublicKeyCredentialRpEntity(id=here.name, name="Potager"),
        attestation=webauthn.AttestationConveyancePreference.NONE,
        verify_origin=lambda origin: origin == here.origin,
    )
    ours.allowed_algorithms = [one for one in ours.allowed_algorithms if one.alg in ALGORITHMS]
    return ours

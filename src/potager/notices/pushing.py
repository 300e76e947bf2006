"""Messages for browsers (Web Push: RFC 8030, 8291, 8292): encrypted for one browser, carried by its maker's service.

The services are at addresses that browsers give, so whatever is sent goes by `lib.fetching`.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass
from pathlib import Path
from time import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.conf import settings

from potager.lib.fetching import Ask, Fetched, fetch
from potager.notices.models import Subscription

LIVES = 24 * 60 * 60  # seconds that a service keeps a message for a browser that is off
TOKEN_LIVES = 12 * 60 * 60
MOST_BYTES = 3000  # of a message: services take 4096, encryption included
KEY_BYTES, SECRET_BYTES = 65, 16


class BadSubscription(ValueError):
    """No browser gave these keys."""


@dataclass(frozen=True)
class Words:
    """What the browser shows; `tag` lets a later message about the same thing take its place."""

    title: str
    body: str
    url: str
    tag: str
    language: str


def send(subscription: Subscription, words: Words) -> Fetched:
    """Encrypt a message and hand it to the browser's service; raises AddressRefused, NotFetched."""
    from pywebpush import WebPusher  # it is slow to load, and few installations ever push

    keys = {"p256dh": subscription.key, "auth": subscription.secret}
    pusher = WebPusher({"endpoint": subscription.endpoint, "keys": keys})
    sealed: bytes = pusher.encode(_data(words))["body"]
    headers = {
        **_identity(subscription.endpoint),
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(LIVES),
    }
    return fetch(
        subscription.endpoint,
        Ask(method="POST", headers=headers, content=sealed, most_bytes=10_000, may_cut=True),
    )


def _data(words: Words) -> bytes:
    told = {"title": words.title[:200], "url": words.url, "tag": words.tag, "lang": words.language}
    for length in (600, 200, 0):
        data = json.dumps({**told, "body": words.body[:length]}, ensure_ascii=False).encode()
        if len(data) <= MOST_BYTES:
            break
    return data


def _identity(endpoint: str) -> dict[str, str]:
    """Who sends, signed with this installation's key: services know the same sender again."""
    from py_vapid import Vapid02

    parts = urlsplit(endpoint)
    sender = str(settings.DEFAULT_FROM_EMAIL).rpartition("<")[2].rstrip("> ")
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "sub": f"mailto:{sender}",
        "exp": int(time()) + TOKEN_LIVES,
    }
    signed: dict[str, str] = Vapid02.from_pem(_pem()).sign(claims)
    return signed


def public_key() -> str:
    """The half of this installation's key that browsers ask for, base64url."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from py_vapid import Vapid02

    point = Vapid02.from_pem(_pem()).public_key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def _pem() -> bytes:
    """The key, made on first use, in the data folder, for nobody else to read; of two makers at once one counts."""
    path = Path(settings.ENV.data) / "push-key.pem"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        from py_vapid import Vapid02

        made = Vapid02()
        made.generate_keys()
        _keep(path, made.private_pem())
        return path.read_bytes()


def _keep(path: Path, pem: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def check_keys(key: str, secret: str) -> None:
    """Raise BadSubscription unless these are keys as browsers make them."""
    try:
        point, told = _decoded(key), _decoded(secret)
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except (ValueError, binascii.Error) as error:
        raise BadSubscription from error
    if len(point) != KEY_BYTES or len(told) != SECRET_BYTES:
        raise BadSubscription


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)

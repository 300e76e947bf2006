"""Under which names the installation may be asked: another name is a mistake, or an attack on its visitors."""

from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import translation
from django.utils.translation import gettext as _

from potager.config.wire import Scope
from potager.lib.languages import preferred


@lru_cache(maxsize=1000)
def is_ours(host: bytes) -> bool:
    """Whether a Host header names this installation (POTAGER_URL, POTAGER_HOSTS, the loopback)."""
    domain, _port = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


@lru_cache(maxsize=1000)
def is_kept_for(host: bytes, port: int | None) -> bool:
    """Whether pages are kept for those who ask under that Host header, at the server's `port`.

    For each name as it was configured, not for every name that a pattern allows, nor for every port that somebody
    invents: the pages that are kept would be as many as they like.
    """
    told = host.decode("latin-1")
    domain, _port = split_domain_port(told)
    ours = {domain, f"{domain}:{port}", urlsplit(settings.ENV.url or "").netloc}
    return domain in settings.ALLOWED_HOSTS and told in ours


def host_of(scope: Scope) -> bytes:
    """The Host header, empty if there is none or more than one."""
    given = [value for name, value in scope["headers"] if name == b"host"]
    return bytes(given[0]) if len(given) == 1 else b""


def refusal(scope: Scope) -> bytes:
    """What to say to who asks under another name."""
    accept = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
    with translation.override(preferred(accept)):
        told = _("Nothing answers under this address. Whoever runs this place can add it to POTAGER_HOSTS.")
    return told.encode() + b"\n"

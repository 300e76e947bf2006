"""The address that an author's name may lead to: a plain https one, or none."""

from urllib.parse import quote, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal

LONGEST = 300
_valid = URLValidator(schemes=["https"])


class LinkRefused(Refusal):
    """An address that a book cannot print."""

    status = 422
    message = _("Please give an address that begins with https://, such as https://example.org/ada.")


def clean_link(text: str) -> str:
    """The address in ASCII, "" for none; without a scheme it is taken for https. Raises LinkRefused."""
    text = text.strip()
    if not text:
        return ""
    if any(sign.isspace() or not sign.isprintable() for sign in text):
        raise LinkRefused
    try:
        address = _in_ascii(text if "://" in text else f"https://{text}")
        _valid(address)
    except (ValueError, ValidationError) as error:
        raise LinkRefused from error
    if len(address) > LONGEST:
        raise LinkRefused(_("This address is too long: 300 signs at most."))
    return address


def _in_ascii(text: str) -> str:
    """Raises ValueError where a name or a password stands before the host, or the host is no name."""
    parts = urlsplit(text)
    if parts.scheme != "https" or "@" in parts.netloc or not parts.hostname or "." not in parts.hostname:
        raise ValueError(text)
    host = parts.hostname.encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port and parts.port != 443 else ""
    kept = "/%:;,.~!$&(*)+=@?-_"
    path, query = quote(parts.path or "/", safe=kept), quote(parts.query, safe=kept)
    return urlunsplit(("https", f"{host}{port}", path, query, quote(parts.fragment, safe=kept)))

"""What a request tells: who asks, from where, and where to go afterwards."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from potager.members.models import Member
from potager.members.queries import network_of


def member_of(request: HttpRequest) -> Member | None:
    """The member who asks, None for a visitor."""
    return request.user if isinstance(request.user, Member) else None


def client_address(request: HttpRequest) -> str:
    """The IP address that asks, as the outermost of our POTAGER_PROXIES proxies saw it; "" if unknown."""
    return address_behind(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def address_behind(remote: str, forwarded: str) -> str:
    """The same of the two ends of a connection: who holds it, and what X-Forwarded-For says.

    Each proxy appends to X-Forwarded-For whom it heard, so only the last entries can be trusted.
    """
    direct = _address(remote)
    proxies = settings.ENV.proxies
    heard = [part.strip() for part in forwarded.split(",")]
    if proxies and len(heard) >= proxies:
        return _address(heard[-proxies]) or direct
    return direct


def _address(text: str) -> str:
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    if host.count(":") == 1:  # "192.0.2.1:4711"
        host = host.partition(":")[0]
    try:
        parsed = ip_address(host.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def network_behind(remote: str, forwarded: str) -> str:
    """The network of a client, as limits see it; "" for nobody, and for the loopback: an undeclared proxy looks so."""
    address = address_behind(remote, forwarded)
    return "" if not address or ip_address(address).is_loopback else network_of(address)


def network(request: HttpRequest) -> str:
    """The network that asks, "" for the loopback and for nobody."""
    return network_behind(request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def absolute(request: HttpRequest, path: str) -> str:
    """The address to write down for a path of ours: under POTAGER_URL, or under the name that was asked for."""
    return settings.ENV.url + path if settings.ENV.url else request.build_absolute_uri(path)


def safe_next(request: HttpRequest, default: str = "/") -> str:
    """The path to go on to (`next`), if it is one of ours; never another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_path and wanted.isprintable() else default


def mail_is_shown() -> bool:
    """Whether everyone may read the messages of this place: a demo without a mail server."""
    return bool(settings.ENV.demo and not settings.ENV.smtp_url)

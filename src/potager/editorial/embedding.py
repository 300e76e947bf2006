"""What stands elsewhere and may be shown inside an article: a table of providers, and what their pages are called.

Readers ask a provider for nothing before they click: what is known of a film (title, author) was asked once, by the
worker, through `lib.fetching`; its picture is never taken. An address that is not in the table stays a plain link.
"""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode, urlsplit

import structlog

from potager.lib.fetching import AddressRefused, Ask, NotFetched, fetch
from potager.lib.texts import one_line

log = structlog.get_logger(__name__)

LONGEST_ADDRESS = 500
PLAYER = re.compile(r'data-player="(https://[a-z0-9.-]{1,200})/')  # as medium.html writes it
MOST_BYTES, SECONDS = 200_000, 10
TYPES = ("application/json", "text/json", "text/javascript", "text/plain")


@dataclass(frozen=True)
class Provider:
    """Who shows films or sounds: on which hosts, at which addresses, in which player.

    `pattern` reads path and query of a page; `player` and `page` are made of its groups and of {host}; `oembed` is
    asked with the page's address (oEmbed 1.0). `tells_site`: it plays nothing unless it learns on which site it is.
    """

    key: str
    name: str
    hosts: tuple[str, ...]
    pattern: re.Pattern[str]
    player: str
    page: str
    oembed: str = ""
    tells_site: bool = False


@dataclass(frozen=True)
class Embed:
    """A page of a provider's that can be shown: its address, written in one way, and that of its player."""

    provider: Provider
    host: str
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Where everybody finds it."""
        return self._filled(self.provider.page)

    @property
    def player(self) -> str:
        """What a frame shows."""
        return self._filled(self.provider.player)

    @property
    def site(self) -> str:
        """The host of that frame, which learns who looks."""
        return urlsplit(self.player).netloc

    def _filled(self, template: str) -> str:
        parts = {name: value or "" for name, value in self.parts.items()}
        made = template.format(host=self.host, **parts, page="{page}")
        return made.replace("{page}", quote(self.provider.page.format(host=self.host, **parts), safe=""))


PEERTUBE = (
    "framatube.org", "tilvids.com", "video.blender.org", "makertube.net", "diode.zone", "tube.fdn.fr",
    "skeptikon.fr", "aperi.tube", "video.ploud.fr", "peertube.debian.social", "peertube.tv", "tube.kdy.ch",
)  # fmt: skip
PROVIDERS = (
    Provider(
        "peertube", "PeerTube", PEERTUBE,
        re.compile(r"/(?:w|videos/watch|videos/embed)/(?P<id>[0-9A-Za-z-]{10,40})/?(?:\?.{0,300})?"),
        "https://{host}/videos/embed/{id}", "https://{host}/w/{id}", "https://{host}/services/oembed",
    ),
    Provider(
        "youtube", "YouTube",
        ("www.youtube.com", "youtube.com", "m.youtube.com", "www.youtube-nocookie.com"),
        re.compile(r"/(?:watch\?(?:[^#]{0,200}&)?v=|shorts/|live/|embed/)(?P<id>[\w-]{11})(?:[?&].{0,300})?"),
        "https://www.youtube-nocookie.com/embed/{id}", "https://www.youtube.com/watch?v={id}",
        "https://www.youtube.com/oembed", tells_site=True,
    ),
    Provider(
        "youtube", "YouTube", ("youtu.be",), re.compile(r"/(?P<id>[\w-]{11})(?:\?.{0,300})?"),
        "https://www.youtube-nocookie.com/embed/{id}", "https://www.youtube.com/watch?v={id}",
        "https://www.youtube.com/oembed", tells_site=True,
    ),
    Provider(
        "vimeo", "Vimeo", ("vimeo.com", "www.vimeo.com", "player.vimeo.com"),
        re.compile(r"/(?:video/)?(?P<id>\d{4,12})/?(?:\?.{0,300})?"),
        "https://player.vimeo.com/video/{id}?dnt=1", "https://vimeo.com/{id}",
        "https://vimeo.com/api/oembed.json",
    ),
    Provider(
        "dailymotion", "Dailymotion", ("www.dailymotion.com", "dailymotion.com"),
        re.compile(r"/(?:embed/)?video/(?P<id>[0-9a-z]{5,20})(?:[_?].{0,300})?"),
        "https://geo.dailymotion.com/player.html?video={id}", "https://www.dailymotion.com/video/{id}",
        "https://www.dailymotion.com/services/oembed",
    ),
    Provider(
        "dailymotion", "Dailymotion", ("dai.ly",), re.compile(r"/(?P<id>[0-9a-z]{5,20})(?:\?.{0,300})?"),
        "https://geo.dailymotion.com/player.html?video={id}", "https://www.dailymotion.com/video/{id}",
        "https://www.dailymotion.com/services/oembed",
    ),
    Provider(
        "soundcloud", "SoundCloud", ("soundcloud.com", "www.soundcloud.com", "m.soundcloud.com"),
        re.compile(r"/(?P<who>[\w-]{1,60})/(?P<id>(?:sets/)?[\w-]{1,120})/?(?:\?.{0,300})?"),
        "https://w.soundcloud.com/player/?url={page}", "https://soundcloud.com/{who}/{id}",
        "https://soundcloud.com/oembed",
    ),
    Provider(
        "arte", "Arte", ("www.arte.tv", "arte.tv"),
        re.compile(r"/(?P<language>[a-z]{2})/videos/(?P<id>(?:RC-)?\d{5,7}(?:-\d{3}-[A-Z])?)(?:/[\w-]{0,200})?/?(?:\?.{0,300})?"),
        "https://www.arte.tv/embeds/{language}/{id}?autoplay=false", "https://www.arte.tv/{language}/videos/{id}/",
    ),
    Provider(
        "archive", "Internet Archive", ("archive.org", "www.archive.org"),
        re.compile(r"/(?:details|embed)/(?P<id>[\w.-]{1,100})/?(?:\?.{0,300})?"),
        "https://archive.org/embed/{id}", "https://archive.org/details/{id}",
    ),
)  # fmt: skip


def recognised(address: str) -> Embed | None:
    """What an address shows, if one of the providers shows it; None otherwise."""
    if len(address) > LONGEST_ADDRESS:
        return None
    try:
        found = urlsplit(address.strip())
        host, port = (found.hostname or "").lower(), found.port
    except ValueError:
        return None
    if found.scheme not in {"http", "https"} or port not in {None, 80, 443} or found.username:
        return None
    asked = found.path + (f"?{found.query}" if found.query else "")
    for provider in PROVIDERS:
        hit = provider.pattern.fullmatch(asked) if host in provider.hosts else None
        if hit:
            return Embed(provider, host, hit.groupdict())
    return None


def origins_in(html: str) -> list[str]:
    """The origins of the players that a rendered text names; what is not in the table is left out."""
    hosts = {f"https://{host}" for one in PROVIDERS if "{host}" in one.player for host in one.hosts}
    known = {f"https://{urlsplit(one.player).netloc}" for one in PROVIDERS if "{host}" not in one.player}
    return sorted({hit[1] for hit in PLAYER.finditer(html)} & (hosts | known))


def title_and_author(embed: Embed) -> tuple[str, str]:
    """What the provider calls it, and whose it says it is; "" for what it does not say. Asks the network."""
    if not embed.provider.oembed:
        return "", ""
    service = embed.provider.oembed.format(host=embed.host)
    asked = f"{service}?{urlencode({'format': 'json', 'url': embed.page})}"
    try:
        fetched = fetch(asked, Ask(types=TYPES, seconds=SECONDS, most_bytes=MOST_BYTES))
        told = json.loads(fetched.data) if fetched.status == 200 else {}
    except (AddressRefused, NotFetched, ValueError, RecursionError) as reason:
        log.info("a provider said nothing", provider=embed.provider.key, reason=type(reason).__name__)
        return "", ""
    return _line(told, "title", 160), _line(told, "author_name", 200)


def _line(told: object, name: str, longest: int) -> str:
    found = told.get(name) if isinstance(told, dict) else None
    return one_line(found)[:longest] if isinstance(found, str) else ""

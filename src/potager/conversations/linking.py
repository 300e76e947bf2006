"""Where links of posts lead: which are looked at, and what their pages say.

A page is asked once for everybody, by the worker, and its picture is stored here: readers ask nobody. Nothing is
asked for private conversations, because the address itself may be the secret, and for the same reason nothing in
a community that is not public, unless whoever animates it wishes so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from potager.conversations.models import Rules, Topic
from potager.lib import fetching, webpages
from potager.lib.fetching import AddressRefused, Ask, NotFetched, fetch
from potager.lib.images import Picture, reencoded
from potager.lib.refusals import Refusal
from potager.lib.webpages import Webpage

log = structlog.get_logger(__name__)

MOST_LINKS = 3  # of a post
FRESH = timedelta(days=30)  # how long what a page said of itself is believed
PAGES = ("text/html", "application/xhtml+xml")
PAGE_BYTES, PICTURE_BYTES = 600_000, 5_000_000
BOX = (480, 320)  # pixels of a picture beside a link


@dataclass(frozen=True)
class Told:
    """What a page said of itself, and its picture."""

    page: Webpage
    picture: Picture | None = None


def are_wanted(topic: Topic) -> bool:
    """Whether links of the topic's posts are looked at."""
    if topic.is_private:
        return False
    found = Rules.objects.filter(community=topic.community_id).first()
    return are_chosen(found or Rules(community=topic.community))


def are_chosen(rules: Rules) -> bool:
    """Whether a community wants links to be looked at: if nobody said so, one that is public does."""
    return rules.community.is_public if rules.has_previews is None else rules.has_previews


def choice_of(rules: Rules, wanted: bool) -> bool | None:
    """What to write down for a wish: nothing where it is the usual one, so that it follows what the community is."""
    return None if wanted == rules.community.is_public else wanted


def addresses_in(links: Iterable[str]) -> list[str]:
    """The first addresses that may be asked, without what stands behind #; our own pages are not."""
    found: dict[str, None] = {}
    for link in links:
        address = link.partition("#")[0]
        if len(found) < MOST_LINKS and not _is_ours(address) and _may_be_asked(address):
            found[address] = None
    return list(found)


def _is_ours(address: str) -> bool:
    try:
        return (urlsplit(address).hostname or "") in settings.ALLOWED_HOSTS
    except ValueError:
        return False


def _may_be_asked(address: str) -> bool:
    try:
        fetching.check(address)
    except AddressRefused:
        return False
    return True


def digest_of(address: str) -> str:
    """The name under which an address is kept."""
    return sha256(address.encode()).hexdigest()


def told_by(address: str) -> Told | None:
    """What the page at an address says of itself; None if it says nothing, or does not answer. Asks the network."""
    try:
        fetched = fetch(address, Ask(types=PAGES, seconds=10, most_bytes=PAGE_BYTES, may_cut=True))
    except (AddressRefused, NotFetched) as reason:
        log.info("a link was not followed", reason=type(reason).__name__)
        return None
    if fetched.status != 200:
        return None
    page = webpages.read(fetched.data, content_type=fetched.headers.get("content-type", ""), url=fetched.url)
    return Told(page, _picture(page.picture)) if page.title else None


def _picture(address: str) -> Picture | None:
    if not address:
        return None
    try:
        fetched = fetch(address, Ask(types=("image/",), seconds=10, most_bytes=PICTURE_BYTES))
        return (
            reencoded(fetched.data, box=BOX, format="webp", most_bytes=PICTURE_BYTES)
            if fetched.status == 200
            else None
        )
    except (AddressRefused, NotFetched, Refusal) as reason:
        log.info("the picture of a link was not taken", reason=type(reason).__name__)
        return None

"""Where members live, as far as they show it to one another; nobody who does not wish to be proposed."""

from collections import Counter

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from potager.animation.models import Switch
from potager.animation.telling import NotTold
from potager.communities.models import Community, Membership
from potager.directory.models import Veil
from potager.directory.traits import TOGETHER
from potager.lib.folding import folded

ENOUGH = 4  # people, below which no place is told
READ = 400


def in_place(community: Community) -> QuerySet[Membership]:
    """Who takes part and shows members where they live, and may be proposed."""
    here = Membership.objects.taking_part().filter(community=community, member__is_active=True)
    shown = here.filter(member__profile__place_to__in=TOGETHER).exclude(member__profile__place="")
    veiled = Veil.objects.filter(community=community).values("member")
    off = Switch.objects.filter(community=community, use=Switch.Use.PROPOSED).values("member")
    return shown.exclude(member__in=veiled).exclude(member__in=off)


def people_at(community: Community, place: str) -> list[Membership]:
    """Those who show that they live in a place (folded), the newest first."""
    first = place.split(" ", maxsplit=1)[0]
    near = in_place(community).filter(traits__kind="place", traits__word=first.encode())
    rows = near.select_related("member__profile").order_by("-joined_at", "pk")[:READ]
    return [one for one in rows if folded(one.member.profile.place) == place]


def place_in_words(community: Community, place: str) -> tuple[SafeString, int]:
    """The place as somebody there writes it, as a way to its people, and how many they are now; or NotTold."""
    people = people_at(community, place)
    if len(people) < ENOUGH:
        raise NotTold(place)
    ways = Counter(one.member.profile.place for one in people)
    name = max(ways, key=lambda way: (ways[way], way))
    url = f"{community.get_absolute_url()}directory/?{urlencode({'place': place})}"
    return format_html('<a href="{}"><bdi>{}</bdi></a>', url, name), len(people)

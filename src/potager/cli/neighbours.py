"""What the demo's people say of themselves, where they are, and the organisations they belong to."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from potager.cli.chatter import Gathering
from potager.cli.timeline import Happening, date
from potager.directory import actions
from potager.directory.models import Circle
from potager.lib.ids import uuid7

TEXTS = Path(__file__).with_name("demo_texts")
LINES = ("about", "asks", "seeks", "place")
SOON = timedelta(minutes=5)  # after coming in, one says something of oneself; then one joins


@cache
def people_in(language: str) -> dict[str, Any]:
    """The demo's profiles and organisations."""
    return tomllib.loads((TEXTS / f"people.{language}.toml").read_text(encoding="utf-8"))


def saying(place: Gathering, *, host: str, arrivals: Mapping[str, float]) -> Iterator[Happening]:
    """Everybody says it after they came (so many days ago), the organisations some months later."""
    texts = people_in(place.language)
    for profile in texts["profiles"]:
        came = place.ago(days=arrivals[profile["name"]])
        yield Happening(came + SOON, partial(_describe, place, profile))
    for organisation in texts["organisations"]:
        yield Happening(place.ago(days=100), partial(_gather, place, host, organisation))


def _describe(place: Gathering, profile: Mapping[str, Any]) -> None:
    said = actions.change_profile(by=place.people[profile["name"]], said=_said(profile), key=uuid7())
    date(said, "changed_at")


def _gather(place: Gathering, host: str, organisation: Mapping[str, Any]) -> None:
    for name, role in organisation["members"].items():
        belongs: dict[str, Any] = {"community": place.community, "name": organisation["name"], "role": role}
        stated = actions.state_affiliation(by=place.people[name], key=uuid7(), **belongs)
        date(stated, "since")
    date(stated.organisation, "since")
    if about := organisation.get("about"):
        whoever, known = place.people[host], stated.organisation
        actions.describe_organisation(by=whoever, organisation=known, about=about, key=uuid7())


def _said(profile: Mapping[str, Any]) -> actions.Said:
    point = profile.get("point")
    return actions.Said(
        **{name: profile.get(name, "") for name in LINES},
        point=(point[0], point[1]) if point else None,
        talents=tuple(profile.get("talents", ())),
        interests=tuple(profile.get("interests", ())),
        circles=dict.fromkeys(profile.get("everyone", ()), Circle.EVERYONE.value),
    )

"""What the demo's people say of themselves, where they are, and the organisations they belong to."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from potager.communities.models import Community
from potager.directory import actions
from potager.directory.models import Circle
from potager.lib.ids import uuid7
from potager.members.models import Member

TEXTS = Path(__file__).with_name("demo_texts")
LINES = ("about", "asks", "seeks", "place")


@cache
def people_in(language: str) -> dict[str, Any]:
    """The demo's profiles and organisations."""
    return tomllib.loads((TEXTS / f"people.{language}.toml").read_text(encoding="utf-8"))


def begin_directory(community: Community, people: Mapping[str, Member], host: Member) -> None:
    """Let everybody say it, through the same actions as everybody."""
    texts = people_in(community.language)
    for profile in texts["profiles"]:
        actions.change_profile(by=people[profile["name"]], said=_said(profile), key=uuid7())
    for organisation in texts["organisations"]:
        for name, role in organisation["members"].items():
            belongs = {"community": community, "name": organisation["name"], "role": role}
            stated = actions.state_affiliation(by=people[name], key=uuid7(), **belongs)
        if about := organisation.get("about"):
            actions.describe_organisation(by=host, organisation=stated.organisation, about=about, key=uuid7())


def _said(profile: Mapping[str, Any]) -> actions.Said:
    point = profile.get("point")
    return actions.Said(
        **{name: profile.get(name, "") for name in LINES},
        point=(point[0], point[1]) if point else None,
        talents=tuple(profile["talents"]),
        interests=tuple(profile["interests"]),
        circles=dict.fromkeys(profile.get("everyone", ()), Circle.EVERYONE.value),
    )

# ruff: noqa: E402 (Django is set up before models are imported)
"""A second process on the installation's database: what other people do, by real actions, one JSON line each.

Reads {"do": name, ...arguments} on standard input and answers {"ok": result} or {"error": text}.
"""

import json
import os
import sys
import time
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "potager.config.settings")
django.setup()

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from potager import testing
from potager.communities.actions import change_role, join_community, remove_member
from potager.communities.models import Community, Membership
from potager.conversations.actions import follow_topic
from potager.editorial.actions import Text, correct_article, save_article
from potager.editorial.models import Article
from potager.jobs.worker import run_clocks
from potager.journal.models import Activity, Cursor
from potager.journal.read import last_position
from potager.members.actions import sign_in
from potager.members.models import Member
from potager.stories.actions import add_contribution, decline_contribution, pause_story
from potager.stories.models import Contribution, Story


def story(visibility: str = "public") -> dict[str, str]:
    """A story in a new community; anyone may write twice in a row."""
    host = testing.a_member("Hedwige")
    community = testing.a_community(owner=host, visibility=visibility)
    made = testing.a_story(community=community, host=host, twice_in_a_row=True)
    return {
        "story": str(made.pk),
        "community": str(community.pk),
        "host": str(host.pk),
        "address": community.address,
    }


def article(body: str) -> dict[str, str]:
    """A published article in a new community, and who edits it."""
    editor = testing.a_member("Éline")
    made = testing.an_article(community=testing.a_community(owner=editor), by=editor, body=body)
    return {"article": str(made.pk), "path": made.get_absolute_url(), "editor": str(editor.pk)}


def correct(article: str, by: str, body: str) -> float:
    """Publish it with another text; the moment at which that was done."""
    editor, found = Member.objects.get(pk=by), Article.objects.select_related("community").get(pk=article)
    text = Text(found.title, standfirst=found.standfirst, body=body)
    save_article(by=editor, article=found, text=text, base=found.version)
    correct_article(by=editor, article=found)
    return time.monotonic()


def paper(articles: int, paragraphs: int) -> dict[str, str]:
    """A paper with so many articles, each of so many paragraphs."""
    editor = testing.a_member("Éline")
    home = testing.a_community(owner=editor)
    text = "The kettle had been *singing* for a [while](/c/there/) before anyone thought of the seeds. " * 4
    for number in range(articles):
        body = "\n\n".join([f"Number {number}.", *[text] * paragraphs])
        testing.an_article(community=home, by=editor, title=f"Sowing, {number}", body=body)
    return {"room": f"{home.get_absolute_url()}articles/"}


def talk(**said: str) -> dict[str, str]:
    """A new French community with a charter where Basile said these things, each under its title; Maude moderates."""
    named = {name: testing.a_member(name, language="fr") for name in ("Odile", "Basile", "Auguste", "Maude")}
    charter = "On parle des limaces, jamais des gens."
    home = testing.a_community(owner=named["Odile"], name="Le verger", language="fr", charter=charter)
    for one in ("Basile", "Auguste", "Maude"):
        membership = join_community(by=named[one], community=home, accepts_charter=True)
    change_role(by=named["Odile"], membership=membership, role="moderator")
    for title, body in said.items():
        made = testing.a_topic(community=home, by=named["Basile"], title=title, body=body)
    sessions = {name: _signed_in(one) for name, one in named.items()}
    return {"topic": made.get_absolute_url(), "home": f"/c/{home.address}/", **sessions}


def followed_topic(followers: int, writers: int) -> dict[str, Any]:
    """A topic that so many members follow, who are signed in; the last of them have said enough to be known."""
    made = testing.a_topic()
    aside = testing.a_topic(community=made.community, by=made.author)
    people = [testing.a_member(f"Ada {number}") for number in range(followers)]
    for one in people:
        join_community(by=one, community=made.community, accepts_charter=True)
        follow_topic(by=one, topic=made, level="everything")
    for one in people[-writers:] * 10:
        testing.a_post(topic=aside, by=one)
    told = [{"member": str(one.pk), "session": _signed_in(one)} for one in people]
    return {"topic": str(made.pk), "followers": told}


def a_day_later() -> None:
    """Once all that happened was read, what is due by this hour of tomorrow is done as the worker does it."""
    end, position = time.monotonic() + 30, last_position()
    while Cursor.objects.filter(position__lt=position).exists():
        assert time.monotonic() < end, cursors()
        time.sleep(0.05)
    now = timezone.now()
    run_clocks(now)
    run_clocks(now + timedelta(days=1, minutes=1))


def member() -> dict[str, str]:
    """A member who is signed in; their session cookie."""
    made = testing.a_member("Ada")
    return {"member": str(made.pk), "session": _signed_in(made)}


def _signed_in(made: Member) -> str:
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    sign_in(request, made)
    request.session.save()
    return str(request.session.session_key)


def join(community: str, member: str) -> None:
    """The member joins."""
    join_community(
        by=Member.objects.get(pk=member), community=Community.objects.get(pk=community), accepts_charter=True
    )


def remove(community: str, member: str, by: str) -> None:
    """An owner removes the member."""
    found = Membership.objects.get(community=community, member=member)
    remove_member(by=Member.objects.get(pk=by), membership=found)


def change(community: str, by: str, **fields: str) -> None:
    """Change the community's terms, as its owner does."""
    from potager.communities.actions import Terms, change_community

    found = Community.objects.get(pk=community)
    terms = {name: getattr(found, name) for name in Terms.__dataclass_fields__} | fields
    change_community(by=Member.objects.get(pk=by), community=found, terms=Terms(**terms))


def contribute(story: str, by: str, text: str, key: str = "") -> dict[str, Any]:
    """Write in the story; the act's position and the moment (monotonic) at which it was on the disk."""
    found = Story.objects.get(pk=story)
    made = add_contribution(
        by=Member.objects.get(pk=by), story=found, text=text, key=UUID(key) if key else uuid4(), anyway=True
    )
    at = time.monotonic()
    position = Activity.objects.get(target=f"contribution:{made.pk}", kind="contribution.added").position
    return {"contribution": str(made.pk), "position": position, "at": at}


def decline(contribution: str, by: str) -> None:
    """The host takes a contribution out."""
    found = Contribution.objects.get(pk=contribution)
    decline_contribution(by=Member.objects.get(pk=by), contribution=found, reason="Not here.")


def pause(story: str, by: str) -> None:
    """The host pauses the story."""
    pause_story(by=Member.objects.get(pk=by), story=Story.objects.get(pk=story))


def position() -> int:
    """Where the journal ends."""
    return last_position()


def cursors() -> dict[str, int]:
    """How far each reader has read."""
    return dict(Cursor.objects.values_list("reader", "position"))


def acts(place: str, after: int = 0) -> list[int]:
    """The positions of a place's acts."""
    found = Activity.objects.filter(place=place, position__gt=after).order_by("position")
    return list(found.values_list("position", flat=True))


def positions(keys: list[str]) -> dict[str, int]:
    """The positions of the acts with these keys."""
    return {
        str(key): place for key, place in Activity.objects.filter(key__in=keys).values_list("key", "position")
    }


def main() -> None:
    """Do what is asked, line by line, until the input ends."""
    print(json.dumps({"ok": "ready"}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"ok": globals()[asked.pop("do")](**asked)}
        except Exception as error:
            answer = {"error": repr(error)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()

"""What tests set up, by real actions: people, communities, stories."""

from copy import copy
from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from potager.communities.actions import Terms, open_community
from potager.communities.models import Community
from potager.conversations.actions import add_post, open_topic
from potager.conversations.models import Post, Topic
from potager.editorial import actions as editorial
from potager.editorial.models import Article
from potager.gatherings.actions import Plan, open_event
from potager.gatherings.models import Event
from potager.journal.models import Activity
from potager.journal.signs import signs_of, told_by
from potager.lib.ids import uuid7
from potager.manuscripts.actions import Outline, open_manuscript
from potager.manuscripts.models import Manuscript
from potager.members.actions import join_member, name_owner, new_first_run_code
from potager.members.models import Member
from potager.stories.actions import Call, open_story
from potager.stories.models import Story

_numbers = count(1)


def a_member(name: str = "Ada", **fields: Any) -> Member:
    """A member with an address of their own, who confirmed it; `is_owner` goes by the terminal's code."""
    fields.setdefault("email", f"{name.split()[0].lower()}-{next(_numbers)}@example.org")
    if fields.pop("is_owner", False):
        return name_owner(code=new_first_run_code() or "", name=name, **fields)
    return join_member(name=name, **fields)


def a_community(*, owner: Member | None = None, **terms: Any) -> Community:
    """A community that `owner` opened, as if they had the installation's keys for that one act."""
    opener = copy(owner or a_member("Olive"))
    opener.is_owner = True
    terms = {"name": "The garden", "address": f"garden-{next(_numbers)}", "language": "en", **terms}
    return open_community(by=opener, terms=Terms(**terms))


def a_picture(width: int = 64, height: int = 48) -> bytes:
    """A small photograph, as a telephone sends it."""
    data = BytesIO()
    Image.new("RGB", (width, height), (70, 120, 60)).save(data, "JPEG")
    return data.getvalue()


def a_story(*, community: Community | None = None, host: Member | None = None, **call: Any) -> Story:
    """A story that is open now (or as `opens_at` says), in English, five sentences at a time."""
    host = host or a_member("Hedwige")
    community = community or a_community(owner=host)
    call = {
        "title": "The night of the beans",
        "opening": "It was dark. Nobody slept.",
        "language": "en",
        **call,
    }
    return open_story(by=host, community=community, call=Call(**call))


def a_manuscript(
    *, community: Community | None = None, editor: Member | None = None, **outline: Any
) -> Manuscript:
    """A collective book without chapters, in English, whose editor animates the community."""
    editor = editor or a_member("Edith")
    community = community or a_community(owner=editor)
    outline = {
        "title": "The garden white paper",
        "intention": "For whoever begins.",
        "language": "en",
        **outline,
    }
    return open_manuscript(by=editor, community=community, outline=Outline(**outline))


def a_topic(*, community: Community | None = None, by: Member | None = None, **said: Any) -> Topic:
    """A conversation with its first post, by somebody who animates the community."""
    by = by or a_member("Théa")
    community = community or a_community(owner=by)
    said = {"title": "What do you sow in March?", "body": "Beans, and then?", "key": uuid7(), **said}
    return open_topic(by=by, community=community, **said)


def signs_told() -> list[tuple[str, str, bool, dict[str, str], int]]:
    """What the journal tells of life between people: kind, whose, in words or not, toward whom how, 1 or taken back."""
    acts = [told_by(one) for one in Activity.objects.order_by("position")]
    name = {one.pk: one.display_name for one in Member.objects.all()}
    return [
        (
            sign.told.kind,
            name[sign.member],
            sign.words,
            {name[one]: how for one, how in sign.toward},
            sign.times,
        )
        for sign in signs_of(acts)
    ]


def a_post(*, topic: Topic | None = None, by: Member | None = None, **said: Any) -> Post:
    """Something that is said in a topic; `by` belongs to the community."""
    topic = topic or a_topic(by=by)
    said = {"body": "Peas, under a *cover*.", "key": uuid7(), **said}
    return add_post(by=by or topic.author or a_member("Pia"), topic=topic, **said)


def an_article(
    *, community: Community | None = None, by: Member | None = None, is_published: bool = True, **text: Any
) -> Article:
    """An article in English by somebody who edits the community, published unless said otherwise."""
    by = by or a_member("Éline")
    community = community or a_community(owner=by)
    text = {
        "title": "Sowing peas",
        "standfirst": "Early is late enough.",
        "body": "Two fingers deep.",
        **text,
    }
    article = editorial.open_article(by=by, community=community, title=text["title"], language="en")
    editorial.save_article(by=by, article=article, text=editorial.Text(**text), base=0)
    if is_published:
        editorial.publish_article(by=by, article=article)
    article.refresh_from_db()
    return article


def an_event(*, community: Community | None = None, by: Member | None = None, **plan: Any) -> Event:
    """A meeting in three days at 19:00 in Paris, for two hours, called by somebody who animates the community."""
    by = by or a_member("Gaëlle")
    community = community or a_community(owner=by)
    evening = datetime.combine(timezone.localdate() + timedelta(days=3), datetime.min.time()).replace(hour=19)
    plan = {
        "title": "The café of beginnings",
        "starts": evening,
        "place": "At Ada’s",
        "language": "en",
        **plan,
    }
    return open_event(by=by, community=community, plan=Plan(**plan))

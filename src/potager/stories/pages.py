"""What the templates of stories need, gathered."""

import threading
from collections import OrderedDict
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from potager.communities import qr
from potager.communities import queries as communities
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.journal.read import last_position
from potager.lib.permission import may
from potager.lib.sentences import split
from potager.lib.zones import zone_in_words
from potager.members.models import Member
from potager.stories import blocks, desk, queries, rendering, talking, turns
from potager.stories.actions import DAY
from potager.stories.agreements import agreement_for
from potager.stories.composing import fresh_composer, news_for
from potager.stories.forms import CallForm, LongerForm, WordForm
from potager.stories.models import Contribution, Story
from potager.stories.naming import naming_of
from potager.stories.permissions import contributes, hosts, may_read, welcomes_guests
from potager.stories.texts import cleaned, one_line

PER_PAGE = 50
CHOSEN_FROM = 30  # people shown at a time
COUNTED = 4  # times the longest text: beyond, how long it is says enough, and costs nothing
NO_KEY = "00000000-0000-7000-8000-000000000000"  # where a key will stand
COMPOSERS_KEPT = 500
_composers: OrderedDict[tuple[Any, ...], str] = OrderedDict()
_guard = threading.Lock()


def is_scripted(request: HttpRequest) -> bool:
    """Whether the page's script asks, which wants a piece of the page and not a whole one."""
    return request.headers.get("X-Requested-With") == "potager"


def frame(story: Story, member: Member | None) -> dict[str, Any]:
    """What every page of a story needs: itself, its community, the reader's standing there."""
    return {"story": story, "community": story.community, "standing": standing_of(member, story.community)}


def _rights(standing: Standing, story: Story) -> dict[str, bool]:
    """What the reader may do with the story, for its pages: host it, edit it, moderate it, any of these."""
    is_host = hosts(standing, story)  # asked once
    edits, moderates = is_host or standing.edits, is_host or standing.moderates
    return {"hosts": is_host, "edits": edits, "moderates": moderates, "tends": edits or moderates}


def story_page(story: Story, standing: Standing, *, language: str) -> dict[str, Any]:
    """The story, its rendered text, its composer."""
    block, member = blocks.block_of(story, language), standing.member
    is_writer = contributes(standing, story) if member else welcomes_guests(story)
    has_written = member is not None and queries.has_written(story, member)
    return {
        "story": story,
        "community": story.community,
        "standing": standing,
        "body": block,
        "mine": mine_of(story, member),
        "pen": pen_of(story),
        "has_written": has_written,
        "asked": queries.asked_of(story, member) if member and has_written else None,
        "status": rendering.status_html(story, language),
        "gate": rendering.gate_html(story, language),
        "reminder": rendering.reminder_html(story, language),
        "illustrates": member is not None
        and is_writer
        and not story.released_at
        and story.opened_at is not None,
        "composer_html": composer_html(
            story, standing, length=block.length, language=language, has_written=has_written
        )
        if is_writer
        else "",
        **_rights(standing, story),
        "talk": talking.talk_of(story, standing),
        "word": WordForm(),
    }


def pen_of(story: Story) -> str:
    """Who has the pen, in a story where it is taken."""
    return rendering.pen_html(story, get_language() or "fr") if story.pen_minutes else ""


def mine_of(story: Story, member: Member | None) -> list[SafeString]:
    """What the member wrote that waits for a host's yes."""
    if member is None or not story.accepts_first:
        return []
    return [desk.mine_html(part, story) for part in queries.waiting_in(story).filter(author=member)]


def composer_html(
    story: Story, standing: Standing, *, length: int, language: str, has_written: bool
) -> SafeString:
    """An empty composer, rendered once for all who share a name; each gets a key of their own."""
    member, news = standing.member, news_for(standing)
    composer = fresh_composer(story, member, length=length, news=news, has_written=has_written)
    key = str(composer.typed["key"])
    name, asked = member.display_name if member else None, news and story.community.charter_version
    slot = (story.pk, name, composer.must_agree, composer.holds, length, news, asked, language)
    with _guard:
        kept = _composers.get(slot)
    if kept is None:
        composer.typed["key"] = NO_KEY if key else ""
        kept = render_to_string("stories/composer.html", {"story": story, "composer": composer})
        with _guard:
            _composers[slot] = kept
            if len(_composers) > COMPOSERS_KEPT:
                _composers.popitem(last=False)
    return mark_safe(kept.replace(NO_KEY, key))  # noqa: S308 (a template's output and a UUID)


def added(
    story: Story, contribution: Contribution, member: Member | None, *, language: str
) -> dict[str, Any]:
    """The answer to a contribution: itself, and an empty composer."""
    return {
        "part": rendering.part_html(contribution, story, language),
        "numbers": rendering.numbers_html(rendering.numbers_of(story), language),
        "composer": fresh_composer(
            story, member, length=None if story.accepts_first else contribution.position
        ),
        "story": story,
        "waits": contribution.is_unseen,
        "mine": mine_of(story, member),
    }


def counted(story: Story, text: str) -> dict[str, Any]:
    """The sentences of a text as they are counted, each with its number."""
    text = cleaned(text)
    is_countable = len(text) <= COUNTED * story.most_characters
    found = split(text, language=story.language) if is_countable else []
    pieces = [(number, text[one.start : one.end]) for number, one in enumerate(found, start=1)]
    most = story.most_sentences
    return {
        "story": story,
        "count": len(found),
        "most": most,
        "pieces": pieces[: most + 20],
        "characters": len(text),
        "is_long": len(text) > story.most_characters,
        "is_over": len(found) > most,
    }


def call_page(
    story: Story, member: Member | None, *, url: str, position: int, language: str
) -> dict[str, Any]:
    """The page to share."""
    standing = standing_of(member, story.community)
    return {
        "story": story,
        "community": story.community,
        "standing": standing,
        "position": position,
        "status": rendering.status_html(story, language),
        "opening": rendering.typeset_paragraphs(story.opening, story),
        "guidance": rendering.typeset_paragraphs(story.guidance, story),
        "agreement": rendering.typeset_paragraphs(story.agreement, story),
        "zone": zone_in_words(story.time_zone, language, at=story.closes_at),
        "opens_at": story.opens_at.astimezone(story.zone),
        "closes_at": story.closes_at.astimezone(story.zone),
        "url": url,
        "qr": qr.svg(url),
        **_rights(standing, story),
        "host_names": [member.display_name for member in queries.hosts_of(story)],
        "foreign": story.language if story.language != language else "",
    }


def agreements(language: str) -> list[tuple[str, str]]:
    """For each licence its name and what authors agree to."""
    return [(str(label), agreement_for(code, language)) for code, label in Story.Licence.choices]


def call_form_page(community: Community, member: Member, form: CallForm, *, language: str) -> dict[str, Any]:
    """The call form, with the clock it is told by and the words of each licence."""
    return {
        "form": form,
        "community": community,
        "standing": standing_of(member, community),
        "agreements": agreements(community.language),
        "zone": zone_in_words(form.zone, language),
    }


def call_of(story: Story) -> dict[str, Any]:
    """What a call that is put down says, as its form shows it; hours that go by themselves stay empty."""
    named = [name for name in CallForm.base_fields if name not in {"accepts_first", "key"}]
    found = {name: getattr(story, name) for name in named}
    found["accepts_first"] = "first" if story.accepts_first else "at_once"
    found["opens_at"] = None if story.opens_at == story.publishes_at else story.opens_at
    found["closes_at"] = None if story.closes_at == story.opens_at + DAY else story.closes_at
    is_usual = story.agreement == agreement_for(story.licence, story.language)
    return {**found, "agreement": "" if is_usual else story.agreement}


def shelf_page(community: Community, member: Member | None, *, page: str) -> dict[str, Any]:
    """Stories by state, the finished ones in pages."""
    standing = standing_of(member, community)
    shelf = queries.shelf_of(queries.visible_to(member).filter(community=community).order_by("-opens_at"))
    return {
        "community": community,
        "standing": standing,
        **shelf,
        "page": Paginator(shelf["finished"], PER_PAGE).get_page(page),
        "is_empty": not any(shelf.values()),
        "may_open": standing.animates,
    }


def mine_page(story: Story, member: Member) -> dict[str, Any]:
    """All that the member wrote in a story; its frame only where they may read it."""
    parts = story.contributions.filter(author=member).order_by("position")
    is_read = may(member, "read", story)
    return {**(frame(story, member) if is_read else {"story": story}), "parts": parts, "is_read": is_read}


def host_page(
    story: Story,
    member: Member,
    *,
    page: str = "1",
    longer: LongerForm | None = None,
    word: WordForm | None = None,
) -> dict[str, Any]:
    """The host's page."""
    position = last_position()
    rows = story.contributions.exclude(state=Contribution.State.WAITING).select_related("author")
    framed, now, language = frame(story, member), timezone.now(), get_language() or "fr"
    return {
        **framed,
        **_rights(framed["standing"], story),
        "position": position,
        "state": story.state_at(now),
        "is_over": story.closes_at <= now,
        "members": queries.hosts_of(story),
        "words": queries.words_in(story),
        "word": word or WordForm(),
        "queue": [desk.queue_html(part, story, language) for part in queries.waiting_in(story)],
        "page": Paginator(rows.order_by("-position"), PER_PAGE).get_page(page),
        "longer": longer or LongerForm(story=story),
        "numbers": rendering.numbers_of(story),
        "naming": naming_of(story) if story.state_at(now) in {"closed", "released"} else None,
        "languages": dict(settings.LANGUAGES),
        "closes_at": story.closes_at.astimezone(story.zone),
        "publishes_at": story.publishes_at and story.publishes_at.astimezone(story.zone),
    }


def host_choice(story: Story, member: Member, *, wanted: str) -> dict[str, Any]:
    """Members of the community who may be asked to host the story too, by a part of their name."""
    wanted = one_line(wanted)[:80]
    found = communities.members_of(story.community).exclude(member__in=queries.hosts_of(story))
    if wanted:
        found = found.filter(member__display_name__icontains=wanted)
    return {**frame(story, member), "found": found[:CHOSEN_FROM], "wanted": wanted, "most": CHOSEN_FROM}


def reminders_page(story: Story, member: Member) -> dict[str, Any]:
    """Whether someone is reminded of a story; its name only if they may still read it."""
    title = story.title if may_read(member, story) else ""
    return {"title": title, "language": story.language, "is_quiet": turns.is_quiet(story, member)}

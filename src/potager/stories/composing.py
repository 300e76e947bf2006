"""Sending a contribution from the page, signed in or as a guest whose address is confirmed on the way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from potager.authorship.queries import digest_of
from potager.communities.actions import accept_charter
from potager.communities.queries import Standing, charter_news, standing_of
from potager.lib.differences import Passage
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.members.guests import come_in
from potager.members.models import Member
from potager.members.requests import mail_is_shown, member_of
from potager.stories import queries, rendering, rules, turns
from potager.stories.actions import add_contribution, return_pen, take_pen
from potager.stories.forms import ComposerForm
from potager.stories.models import Contribution, Story
from potager.stories.permissions import welcomes_guests
from potager.stories.texts import cleaned

Done = TypeVar("Done")


@dataclass
class Composer:
    """What the dock holds: everything that was typed, and what stands in the way."""

    story: Story
    member: Member | None
    typed: dict[str, Any] = field(default_factory=dict)
    asks_code: bool = False
    refusal: Refusal | None = None
    errors: list[str] = field(default_factory=list)
    arrived: list[SafeString] = field(default_factory=list)
    must_agree: bool = True
    holds: bool = False  # the pen, in a story where it is taken
    takes: bool = False  # asks for the pen, and not to send
    news: Sequence[Passage | None] = ()  # what is new in the charter, for a member who has not accepted it

    @property
    def mail_is_shown(self) -> bool:
        """Whether the code is to be read on a page, since no mail leaves a demo."""
        return mail_is_shown()

    @property
    def digest(self) -> str:
        """Of the words that are shown beside it: sending says yes to these and to no others."""
        return digest_of(self.story.agreement)

    @property
    def status(self) -> int:
        """The HTTP status of an answer that shows this."""
        if self.refusal:
            return self.refusal.status
        return 422 if self.errors else 200


def fresh_composer(
    story: Story,
    member: Member | None,
    *,
    length: int | None = None,
    news: Sequence[Passage | None] = (),
    has_written: bool | None = None,
) -> Composer:
    """An empty composer; a page that is kept for all visitors holds no key (the script, or the answer, gives one).

    Who is known not to have written has agreed to nothing yet: that needs no question.
    """
    seen = queries.read_up_to(story) if length is None else length
    typed = {"seen": seen, "key": uuid7() if member else ""}
    must_agree = member is None or has_written is False or not queries.agrees(story, member)
    holds = holds_pen(story, member)
    return Composer(story=story, member=member, typed=typed, must_agree=must_agree, holds=holds, news=news)


def holds_pen(story: Story, member: Member | None) -> bool:
    """Whether the pen is in the member's hand now; asks nothing where it is not taken."""
    pen = turns.pen_in(story) if member and story.pen_minutes else None
    return pen is not None and pen.holder_id == getattr(member, "pk", None) and pen.is_held_at(timezone.now())


def news_for(standing: Standing) -> Sequence[Passage | None]:
    """What is new in the charter for a member who has not accepted it; asks nothing of the database otherwise."""
    return charter_news(standing) if standing.owes_charter else ()


def submit(request: HttpRequest, story: Story) -> Contribution | Composer:
    """Send what was posted: the contribution, or the composer with all that was typed and what to do now."""
    return _tried(request, story, lambda by, form: _added(by, story, form))


def reserve(request: HttpRequest, story: Story) -> Composer:
    """Take the pen for whoever asks, a guest once their code is right; all that was typed stays."""

    def taken(by: Member, form: ComposerForm) -> Composer:
        take_pen(by=by, story=story, signature=form.signed)
        return _composer(request, story, form)

    return _tried(request, story, taken, takes=True)


def lay_down(request: HttpRequest, story: Story) -> Composer:
    """Give the pen back; all that was typed stays."""

    def returned(by: Member, form: ComposerForm) -> Composer:
        if holds_pen(story, by):  # else the clock was faster
            return_pen(by=by, story=story)
        return _composer(request, story, form)

    return _tried(request, story, returned, takes=True)


def _tried(
    request: HttpRequest, story: Story, do: Callable[[Member, ComposerForm], Done], *, takes: bool = False
) -> Done | Composer:
    form = ComposerForm(request.POST)
    if not form.is_valid():
        return _composer(
            request, story, form, errors=[str(error) for found in form.errors.values() for error in found]
        )
    try:
        by = member_of(request) or _confirmed(request, story, form, is_text_needed=not takes)
        if by is None:
            return _composer(request, story, form, asks_code=True, takes=takes)
        return do(by, form)
    except Refusal as refusal:
        return _refused(request, story, form, refusal, takes=takes)


def _added(by: Member, story: Story, form: ComposerForm) -> Contribution:
    """Added under the draft's key; another text under a used key (a second window, an edit) gets its own."""
    data = form.cleaned_data
    if data["charter"]:  # what is new in the charter is accepted in the same press
        accept_charter(by=by, community=story.community, number=data["charter"])
    sent = {name: data[name] for name in ("text", "seen", "anyway", "agreed")} | {"signature": form.signed}
    added = add_contribution(by=by, story=story, key=form.key_or_new, **sent)
    if added.text == cleaned(data["text"]):
        return added
    return add_contribution(by=by, story=story, key=uuid7(), **sent)


def _confirmed(
    request: HttpRequest, story: Story, form: ComposerForm, *, is_text_needed: bool
) -> Member | None:
    """The guest, signed in once the code is right; None while the code is on its way."""
    data = form.cleaned_data
    _refuse_early(story, data["text"] if is_text_needed else None)
    return come_in(request, name=data["name"], email=data["email"], code=data["code"])


def _refuse_early(story: Story, text: str | None) -> None:
    """What would be refused anyway is said before a letter leaves."""
    rules.refuse_state(story, timezone.now())
    if not welcomes_guests(story):
        raise rules.NotAmongTheWriters(story.community.name)
    if text is not None:
        text = cleaned(text)
        rules.refuse_text(text, rules.sentences_of(text, story), story)


def _refused(
    request: HttpRequest, story: Story, form: ComposerForm, refusal: Refusal, *, takes: bool
) -> Composer:
    composer = _composer(request, story, form, refusal=refusal, takes=takes)
    if isinstance(refusal, rules.StoryMovedOn):
        language = get_language() or "fr"
        composer.arrived = [rendering.part_html(part, story, language) for part in refusal.arrived]
        composer.typed |= {"seen": max(part.position for part in refusal.arrived), "anyway": "1"}
    if composer.member is None and form.cleaned_data["code"]:
        composer.asks_code = True  # a wrong code: the field is still there, for another try
    return composer


def _composer(request: HttpRequest, story: Story, form: ComposerForm, **more: Any) -> Composer:
    typed = {name: form.data.get(name, "") for name in form.fields}
    typed["key"] = typed["key"] if "key" not in form.errors and typed["key"] else uuid7()
    typed["seen"] = typed["seen"] if "seen" not in form.errors else ""
    member = member_of(request)
    must_agree = member is None or not queries.agrees(story, member)
    more |= {"news": news_for(standing_of(member, story.community)), "holds": holds_pen(story, member)}
    return Composer(story=story, member=member, typed=typed, must_agree=must_agree, **more)

"""Answering from the page: from the form to the act, and back with all that was typed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from potager.communities.actions import accept_charter
from potager.communities.queries import Standing, charter_news, standing_of
from potager.conversations.actions import add_post
from potager.conversations.attaching import waiting, wanted_in
from potager.conversations.attending import draft_at
from potager.conversations.drafting import typed_in
from potager.conversations.forms import ComposerForm
from potager.conversations.models import Draft as KeptDraft
from potager.conversations.models import Post, Topic
from potager.conversations.permissions import welcomes_passers_by
from potager.conversations.quoting import quotation
from potager.conversations.returning import is_before
from potager.conversations.rules import OnlyMembersAnswer, refuse_body, refuse_state
from potager.conversations.screening import Draft, verdict_of
from potager.conversations.trust import waits_first
from potager.lib.differences import Passage
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.lib.texts import cleaned
from potager.members.guests import come_in
from potager.members.models import Member
from potager.members.requests import mail_is_shown, member_of


@dataclass
class Composer:
    """What the dock holds: everything that was typed, and what stands in the way."""

    topic: Topic
    standing: Standing
    typed: dict[str, Any] = field(default_factory=dict)
    answered: Post | None = None  # the post that it answers
    refusal: Refusal | None = None
    errors: list[str] = field(default_factory=list)
    news: Sequence[Passage | None] = ()  # what is new in the charter, for a member who has not accepted it
    asks_code: bool = False  # of a passer-by: the six digits are on their way
    attached: Sequence[dict[str, Any]] = ()  # pictures that were sent already, with their words
    draft: KeptDraft | None = None  # what was typed before, here or on another device

    @property
    def mail_is_shown(self) -> bool:
        """Whether the code is to be read on a page, since no mail leaves a demo."""
        return mail_is_shown()

    @property
    def waits(self) -> bool:
        """Whether a moderator reads first what is sent."""
        return waits_first(self.standing) and not self.topic.is_private

    @property
    def member(self) -> Member | None:
        """Who writes."""
        return self.standing.member

    @property
    def status(self) -> int:
        """The HTTP status of an answer that shows this."""
        if self.refusal:
            return self.refusal.status
        return 422 if self.errors else 200


def fresh_composer(
    topic: Topic, standing: Standing, *, answers: str = "", quote: str = "", has_draft: bool = True
) -> Composer:
    """An empty composer, or one that quotes the post that it answers.

    A page that is kept for all visitors holds no key (the script, or the answer, gives one).
    """
    draft = draft_at(f"topic:{topic.pk}", standing.member) if has_draft else None
    before = typed_in(draft)
    answered = answered_in(topic, quote or answers or before.get("answers"), standing)
    typed = {"key": uuid7() if standing.member else "", "answers": answered.pk if answered else ""}
    typed["text"] = quotation(answered) if quote and answered else before.get("text", "")
    attached = waiting(standing.member, wanted_in(before))
    said: dict[str, Any] = {"typed": typed, "answered": answered, "attached": attached}
    return Composer(topic, standing, news=news_for(standing), draft=draft, **said)


def news_for(standing: Standing) -> Sequence[Passage | None]:
    """What is new in the charter for a member who has not accepted it; asks nothing of the database otherwise."""
    return charter_news(standing) if standing.owes_charter else ()


def answered_in(topic: Topic, identifier: str | UUID | None, standing: Standing) -> Post | None:
    """The post of the topic that has this identifier, while it is shown to a person of that standing."""
    try:
        wanted = UUID(str(identifier))
    except ValueError:
        return None
    found = Post.objects.filter(topic=topic, pk=wanted, state=Post.State.SHOWN).first()
    return None if found is None or is_before(found, standing) else found


def submit(request: HttpRequest, topic: Topic, standing: Standing) -> Post | Composer:
    """Send what was posted: the post, or the composer with all that was typed and what to do now."""
    form = ComposerForm(request.POST)
    if not form.is_valid():
        errors = [str(error) for found in form.errors.values() for error in found]
        return _composer(topic, standing, form, errors=errors)
    try:
        known = _known(request, topic, standing, form)
        return _added(topic, known, form) if known else _composer(topic, standing, form, asks_code=True)
    except Refusal as refusal:
        now = standing_of(member_of(request), topic.community)  # a passer-by may have come in on the way
        asks = now.member is None and bool(
            form.cleaned_data["code"]
        )  # a wrong code: the field is still there
        return _composer(topic, now, form, refusal=refusal, asks_code=asks)


def _known(request: HttpRequest, topic: Topic, standing: Standing, form: ComposerForm) -> Standing | None:
    """The standing of whoever writes: of a passer-by once their code is right, None while it is on its way."""
    if standing.member:
        return standing
    data = form.cleaned_data
    _refuse_early(topic, cleaned(data["text"]))
    guest = come_in(request, name=data["name"], email=data["email"], code=data["code"])
    return standing_of(guest, topic.community) if guest else None


def _refuse_early(topic: Topic, body: str) -> None:
    """What would be refused anyway is said before a letter leaves."""
    if not welcomes_passers_by(topic):
        raise OnlyMembersAnswer(topic.community.name)
    refuse_state(topic)
    refuse_body(body)


def _added(topic: Topic, standing: Standing, form: ComposerForm) -> Post:
    """Added under the draft's key; another text under a used key (a second window, an edit) gets its own."""
    data, by = form.cleaned_data, standing.member
    if data["charter"] and by:  # what is new in the charter is accepted in the same press
        accept_charter(by=by, community=topic.community, number=data["charter"])
    is_held = not topic.is_private and verdict_of(_draft(topic, standing, data)) == "hold"
    said: dict[str, Any] = {"by": by, "topic": topic, "body": data["text"], "is_held": is_held}
    said["answers"] = answered_in(topic, data["answers"], standing)
    said["pictures"] = wanted_in(form.data)
    added = add_post(key=form.key_or_new, **said)
    return added if added.body == cleaned(data["text"]) else add_post(key=uuid7(), **said)


def _draft(topic: Topic, standing: Standing, data: dict[str, Any]) -> Draft:
    assert standing.member is not None  # noqa: S101 (only asked for somebody)
    return Draft(
        text=data["text"],
        author=standing.member,
        community=topic.community,
        seconds=data["seconds"],
        is_guest=not standing.is_member,
        honeypot=data["website"],
    )


def _composer(topic: Topic, standing: Standing, form: ComposerForm, **more: Any) -> Composer:
    typed = {name: form.data.get(name, "") for name in form.fields}
    typed["key"] = typed["key"] if "key" not in form.errors and typed["key"] else uuid7()
    answered = answered_in(topic, typed["answers"], standing)
    typed["answers"] = answered.pk if answered else ""
    attached = waiting(standing.member, wanted_in(form.data))
    draft = draft_at(f"topic:{topic.pk}", standing.member)
    said: dict[str, Any] = {"typed": typed, "answered": answered, "attached": attached, "draft": draft}
    return Composer(topic, standing, news=news_for(standing), **said, **more)

"""Opening a conversation from the page: from the form to the act, for members and for whoever passes by."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from potager.communities.actions import accept_charter
from potager.communities.queries import Standing, standing_of
from potager.conversations.actions import open_topic
from potager.conversations.attaching import wanted_in
from potager.conversations.forms import TopicForm
from potager.conversations.models import Topic
from potager.conversations.rules import NothingSaid, PostTooLong, refuse_body, refuse_title
from potager.conversations.screening import Draft, verdict_of
from potager.conversations.trust import waits_first
from potager.lib.refusals import Refusal
from potager.lib.texts import cleaned, one_line
from potager.members.guests import come_in
from potager.members.requests import mail_is_shown, member_of


@dataclass
class Opening:
    """What the page holds beside the form: who opens, and what stands in the way."""

    form: TopicForm
    standing: Standing
    asks_code: bool = False  # of a passer-by: the six digits are on their way
    status: int = 200

    @property
    def mail_is_shown(self) -> bool:
        """Whether the code is to be read on a page, since no mail leaves a demo."""
        return mail_is_shown()

    @property
    def typed(self) -> dict[str, str]:
        """Who somebody said they are."""
        return {name: self.form.data.get(name, "") for name in ("name", "email")}

    @property
    def waits(self) -> bool:
        """Whether a moderator reads first what is sent."""
        return waits_first(self.standing)


def submit(request: HttpRequest, form: TopicForm, standing: Standing) -> Topic | Opening:
    """Open what was posted: the topic, or the page with all that was typed and what to do now."""
    if not form.is_valid():
        return Opening(form, standing, status=422)
    try:
        known = _known(request, form, standing)
        return _opened(form, known) if known else Opening(form, standing, asks_code=True)
    except Refusal as refusal:
        about_text = isinstance(refusal, NothingSaid | PostTooLong)
        form.add_error("text" if about_text else None, str(refusal.message))
        now = standing_of(member_of(request), standing.community)  # a passer-by may have come in on the way
        asks = now.member is None and bool(form.cleaned_data.get("code"))
        return Opening(form, now, asks_code=asks, status=422)


def _known(request: HttpRequest, form: TopicForm, standing: Standing) -> Standing | None:
    """The standing of whoever opens: of a passer-by once their code is right, None while it is on its way."""
    if standing.member:
        return standing
    data = form.cleaned_data
    refuse_title(one_line(data["title"]))  # what would be refused anyway is said before a letter leaves
    refuse_body(cleaned(data["text"]))
    guest = come_in(request, name=data["name"], email=data["email"], code=data["code"])
    return standing_of(guest, standing.community) if guest else None


def _opened(form: TopicForm, standing: Standing) -> Topic:
    by, data = standing.member, form.cleaned_data
    assert by is not None  # noqa: S101 (only asked for somebody)
    if data["charter"]:
        accept_charter(by=by, community=standing.community, number=data["charter"])
    said: dict[str, Any] = {"body": data["text"], "pictures": wanted_in(form.data), **form.head}
    draft = Draft(
        text=f"{data['title']}\n\n{data['text']}",
        author=by,
        community=standing.community,
        seconds=data["seconds"],
        is_guest=not standing.is_member,
        honeypot=data["website"],
    )
    return open_topic(by=by, community=standing.community, is_held=verdict_of(draft) == "hold", **said)

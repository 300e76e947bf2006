"""From the page where a chapter is written to its versions: whatever happens, no word is lost."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from potager.lib.refusals import Refusal
from potager.manuscripts import actions, rules
from potager.manuscripts.forms import WritingForm
from potager.manuscripts.models import Section, Version
from potager.members.models import Member


class Unreadable(Refusal):
    """The form came without what it needs."""

    status = 422
    message = _("This form was incomplete. Your text is still here: send it again.")


@dataclass(frozen=True)
class Beside:
    """The text is kept, as a version beside the chapter's, and why."""

    version: Version
    why: Refusal


def submit(
    by: Member, section: Section, form: WritingForm, *, is_beside: bool = False
) -> Version | Beside | Refusal:
    """Keep the text that was typed: as the chapter's, beside it if that moved on, or say why neither can be."""
    if not form.is_valid():
        return Unreadable()
    data = form.cleaned_data
    sent: dict[str, Any] = {"text": data["text"], "base": data["base"], "agrees": data["agrees"]}
    sent["key"] = form.key_or_new
    try:
        if is_beside:
            return actions.keep_version_beside(by=by, section=section, **sent)
        return _saved(by, section, form, sent)
    except (rules.PenElsewhere, rules.SectionMovedOn) as why:
        return Beside(actions.keep_version_beside(by=by, section=section, **sent), why)
    except Refusal as refusal:
        return refusal


def _saved(by: Member, section: Section, form: WritingForm, sent: dict[str, Any]) -> Version:
    version = actions.save_version(by=by, section=section, **sent)
    if form.lays_down and actions.renew_pen(by=by, section=section):
        actions.lay_down_section(by=by, section=section)
    return version

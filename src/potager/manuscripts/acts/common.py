"""What the acts of collective books share."""

from functools import partial
from typing import Any

from potager.journal.kinds import Kind
from potager.journal.models import Activity
from potager.manuscripts import rendering
from potager.manuscripts.models import Section


def section_fragment(activity: Activity, language: str) -> str | None:
    """The chapter's row in the plan, its state and its pen."""
    type_, _, identifier = activity.target.partition(":")
    section = _section_of(type_, identifier)
    return rendering.section_html(section, language) if section else None


def _section_of(type_: str, identifier: str) -> Section | None:
    sections = rendering.with_surroundings(Section.objects.all())
    if type_ == "section":
        return sections.filter(pk=identifier).first()
    if type_ in {"version", "pledge", "comment"}:
        return sections.filter(**{f"{type_}s__pk": identifier}).first()
    return None


def kind(name: str, action: str, sentence: Any, streams: str, **more: Any) -> Kind:
    """A kind of this app; the pages of the community show its books, as `place` says by itself."""
    return Kind(name=name, action=action, sentence=sentence, activitystreams=streams, **more)


section_kind = partial(kind, fragment=section_fragment)

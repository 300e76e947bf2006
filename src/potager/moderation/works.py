"""What is written together and can be reported: contributions, pictures, stories, chapters, books."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.manuscripts import queries as manuscripts
from potager.manuscripts.models import Section
from potager.members.models import Member
from potager.moderation.subjects import Found, Subject, register
from potager.press import queries as press
from potager.press.models import Edition
from potager.stories import actions as writing
from potager.stories import queries as stories
from potager.stories.models import Contribution, Illustration, Story


def _contribution(found: Contribution) -> Found:
    story = found.story
    return Found(
        community=story.community,
        title=_("Contribution %(number)s to “%(title)s”") % {"number": found.position, "title": story.title},
        url=f"/stories/{story.pk}/#contribution-{found.pk}",
        text=found.text,
        signed=found.signature,
        author=found.author,
        is_out=found.state != Contribution.State.SHOWN,
    )


def _contributions(identifier: UUID) -> Contribution | None:
    rows = Contribution.objects.select_related("story__community", "story__host", "author")
    return rows.filter(pk=identifier).first()


def _find_contribution(identifier: UUID, member: Member | None) -> Found | None:
    found = _contributions(identifier)
    if found is None or found.state not in {Contribution.State.SHOWN, Contribution.State.SET_ASIDE}:
        return None
    return _contribution(found) if stories.read(found.story_id, member) else None


def _look_at_contribution(identifier: UUID) -> Found | None:
    found = _contributions(identifier)
    is_there = found is not None and found.state != Contribution.State.WITHDRAWN
    return _contribution(found) if found and is_there else None


def _contribution_of(identifier: UUID) -> Contribution:
    return Contribution.objects.select_related("story__community", "author").get(pk=identifier)


def _hide_contribution(by: Member, identifier: UUID) -> None:
    found = _contribution_of(identifier)
    writing.decline_contribution(by=by, contribution=found, reason=_elsewhere(found.author))


def _elsewhere(author: Member) -> str:
    """What the bed's own letter says, in the author's language: the reason comes with the decision."""
    with translation.override(author.language):
        return _("A decision was taken; another letter tells you which, and why.")


def _story(found: Story) -> Found:
    return Found(
        community=found.community,
        title=found.title,
        url=found.get_absolute_url(),
        text=f"{found.opening}\n\n{found.guidance}".strip(),
        signed=found.host.display_name,
        author=found.host,
    )


def _find_story(identifier: UUID, member: Member | None) -> Found | None:
    found = stories.visible_to(member).filter(pk=identifier).first()
    return _story(found) if found else None


def _look_at_story(identifier: UUID) -> Found | None:
    found = Story.objects.select_related("community", "host").filter(pk=identifier).first()
    return _story(found) if found else None


def _picture(found: Illustration) -> Found:
    return Found(
        community=found.story.community,
        title=_("A picture in “%(title)s”") % {"title": found.story.title},
        url=f"/stories/{found.story_id}/illustrations/",
        text="\n".join(filter(None, (found.alternative, found.caption))),
        signed=found.credit,
        author=found.by,
        is_out=not found.is_shown,
    )


def _pictures(identifier: UUID) -> Illustration | None:
    rows = Illustration.objects.select_related("story__community", "by").filter(pk=identifier)
    return rows.exclude(state=Illustration.State.WITHDRAWN).first()


def _find_picture(identifier: UUID, member: Member | None) -> Found | None:
    found = _pictures(identifier)
    is_seen = found is not None and found.is_shown and stories.read(found.story_id, member)
    return _picture(found) if found and is_seen else None


def _look_at_picture(identifier: UUID) -> Found | None:
    found = _pictures(identifier)
    return _picture(found) if found else None


def _picture_of(identifier: UUID) -> Illustration:
    return Illustration.objects.select_related("story__community", "by").get(pk=identifier)


def _hide_picture(by: Member, identifier: UUID) -> None:
    found = _picture_of(identifier)
    writing.decline_illustration(by=by, illustration=found, reason=_elsewhere(found.by))


def _section(found: Section) -> Found:
    return Found(
        community=found.manuscript.community,
        title=_("The chapter “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text=found.text,
        author=found.manuscript.editor,
    )


def _find_section(identifier: UUID, member: Member | None) -> Found | None:
    read = manuscripts.read_section(identifier, member)
    is_seen = read is not None and (read[0].is_ready or read[1].is_member or read[1].edits)
    return _look_at_section(identifier) if is_seen else None


def _look_at_section(identifier: UUID) -> Found | None:
    rows = Section.objects.select_related("manuscript__community", "manuscript__editor")
    found = rows.filter(pk=identifier, removed_at=None).first()
    return _section(found) if found else None


def _edition(found: Edition) -> Found:
    return Found(
        community=found.community,
        title=_("The book “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text=found.subtitle,
        author=found.by,
    )


def _find_edition(identifier: UUID, member: Member | None) -> Found | None:
    found = press.visible_to(member).filter(pk=identifier).first()
    return _edition(found) if found else None


def _look_at_edition(identifier: UUID) -> Found | None:
    found = Edition.objects.filter(pk=identifier).first()
    return _edition(found) if found else None


register(
    "contribution",
    Subject(
        name=gettext_lazy("a contribution"),
        find=_find_contribution,
        look=_look_at_contribution,
        hide=_hide_contribution,
        show=lambda by, pk: writing.restore_contribution(by=by, contribution=_contribution_of(pk)),
    ),
)
register(
    "illustration",
    Subject(
        name=gettext_lazy("a picture"),
        find=_find_picture,
        look=_look_at_picture,
        hide=_hide_picture,
        show=lambda by, pk: writing.restore_illustration(by=by, illustration=_picture_of(pk)),
    ),
)
register("story", Subject(name=gettext_lazy("a story"), find=_find_story, look=_look_at_story))
register("section", Subject(name=gettext_lazy("a chapter"), find=_find_section, look=_look_at_section))
register("edition", Subject(name=gettext_lazy("a book"), find=_find_edition, look=_look_at_edition))

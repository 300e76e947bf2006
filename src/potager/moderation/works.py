"""Stories, contributions and pictures, as they can be reported. For chapters and books see books.py."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.members.models import Member
from potager.moderation.subjects import Found, Subject, hiding, register, rows_of
from potager.stories import actions as writing
from potager.stories import queries as stories
from potager.stories.models import Contribution, Illustration, Story

SEEN = (Contribution.State.SHOWN, Contribution.State.SET_ASIDE)


def _contribution(found: Contribution) -> Found:
    story = found.story
    return Found(
        community=story.community,
        title=_("Contribution %(number)s to “%(title)s”") % {"number": found.position, "title": story.title},
        url=f"/stories/{story.pk}/#contribution-{found.pk}",
        text=found.text,
        signed=found.signature,
        author=found.author,
        is_out=found.state not in SEEN,
    )


def _contributions(identifier: UUID) -> Contribution | None:
    rows = Contribution.objects.select_related("story__community", "story__host", "author")
    return rows.filter(pk=identifier).first()


def _find_contribution(identifier: UUID, member: Member | None) -> Found | None:
    found = _contributions(identifier)
    if found is None or found.state not in SEEN:
        return None
    return _contribution(found) if stories.read(found.story_id, member) else None


def _look_at_contribution(identifier: UUID) -> Found | None:
    found = _contributions(identifier)
    is_there = found is not None and found.state != Contribution.State.WITHDRAWN
    return _contribution(found) if found and is_there else None


_contribution_of = rows_of(Contribution, "story__community", "author")


def _show_contribution(by: Member, identifier: UUID) -> None:
    """What earlier decisions declined, as hosts do, is restored as hosts do."""
    found = _contribution_of(identifier)
    show = writing.unhide_contribution if found.is_hidden else writing.restore_contribution
    show(by=by, contribution=found)


def _show_picture(by: Member, identifier: UUID) -> None:
    found = _picture_of(identifier)
    show = writing.unhide_illustration if found.is_hidden else writing.restore_illustration
    show(by=by, illustration=found)


def _own_contribution(by: Member, identifier: UUID) -> str:
    found = Contribution.objects.filter(pk=identifier, author=by).first()
    return found.text if found else ""


def _story(found: Story) -> Found:
    return Found(
        community=found.community,
        title=found.title,
        url=found.get_absolute_url(),
        text=f"{found.opening}\n\n{found.guidance}".strip(),
        signed=found.host.display_name,
        author=found.host,
        others=frozenset(found.other_hosts.values_list("member", flat=True)),
        is_out=found.hidden_at is not None,
    )


def _find_story(identifier: UUID, member: Member | None) -> Found | None:
    found = stories.visible_to(member).filter(pk=identifier).first()
    return _story(found) if found else None


def _look_at_story(identifier: UUID) -> Found | None:
    found = Story.objects.select_related("community", "host").filter(pk=identifier).first()
    return _story(found) if found else None


_story_of = rows_of(Story, "community")


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


_picture_of = rows_of(Illustration, "story__community", "by")


register(
    "contribution",
    Subject(
        name=gettext_lazy("a contribution"),
        find=_find_contribution,
        look=_look_at_contribution,
        hide=lambda by, pk: writing.hide_contribution(by=by, contribution=_contribution_of(pk)),
        show=_show_contribution,
        reword=lambda by, pk, text: writing.reword_contribution(
            by=by, contribution=_contribution_of(pk), text=text
        ),
        own=_own_contribution,
    ),
)
register(
    "illustration",
    Subject(
        name=gettext_lazy("a picture"),
        find=_find_picture,
        look=_look_at_picture,
        hide=lambda by, pk: writing.hide_illustration(by=by, illustration=_picture_of(pk)),
        show=_show_picture,
    ),
)
register(
    "story",
    Subject(
        name=gettext_lazy("a story"),
        find=_find_story,
        look=_look_at_story,
        **hiding("story", _story_of, writing.hide_story, writing.unhide_story),
    ),
)

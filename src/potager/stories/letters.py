"""What authors are told by letter: about their sentences and their book."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories.models import Contribution, Illustration, Story
from potager.stories.permissions import may_read

State = Contribution.State


def contribution_declined(activity: Activity) -> Iterable[Notice]:
    """To the author, if it is still declined when the letter is written."""
    return _about(activity, State.DECLINED)


def contribution_set_aside(activity: Activity) -> Iterable[Notice]:
    """To the author, if it is still aside when the letter is written."""
    return _about(activity, State.SET_ASIDE)


def contribution_restored(activity: Activity) -> Iterable[Notice]:
    """To the author, if it is back when the letter is written."""
    return _about(activity, State.SHOWN)


def illustration_declined(activity: Activity) -> Iterable[Notice]:
    """To whoever brought the picture, if it is still declined when the letter is written."""
    illustrations = Illustration.objects.select_related("by", "story__community")
    found = illustrations.filter(pk=activity.target_id, state=Illustration.State.DECLINED).first()
    if found is None or not found.by.is_active or not may_read(found.by, found.story):
        return
    with translation.override(found.by.language):
        subject = _("Your picture in “%(title)s”") % {"title": found.story.title}
        body = _(
            "Hello %(name)s,\n\nthank you for your picture in “%(title)s”. The host has not kept it, and says why:"
            "\n\n%(reason)s\n\n%(link)s"
        )
        path = found.story.get_absolute_url()
        yield _notice(
            found.by,
            subject,
            body,
            thing=f"illustration:{found.pk}",
            story=found.story,
            path=path,
            word=found.reason,
        )


def story_released(activity: Activity) -> Iterable[Notice]:
    """To everyone whose sentences are in the book and who may read it."""
    story = Story.objects.select_related("community").filter(pk=activity.target_id).first()
    if story is None or story.released_at is None:
        return
    shown = Contribution.objects.filter(story=story, state=State.SHOWN)
    for author in Member.objects.filter(is_active=True, pk__in=shown.values("author")).order_by("pk"):
        if may_read(author, story):
            yield _release_letter(author, story)


def _release_letter(author: Member, story: Story) -> Notice:
    with translation.override(author.language):
        subject = _("“%(title)s” is a book") % {"title": story.title}
        body = _(
            "Hello %(name)s,\n\nthe story “%(title)s”, in which you wrote, has become a book. It can be read and "
            "taken home here:\n\n%(link)s"
        )
        path = f"/stories/{story.pk}/book/"
        return _notice(author, subject, body, thing=f"story:{story.pk}", story=story, path=path)


def _about(activity: Activity, state: str) -> Iterable[Notice]:
    found = (
        Contribution.objects.select_related("author", "story__community")
        .filter(pk=activity.target_id)
        .first()
    )
    if (
        found is None
        or found.state != state
        or not found.author.is_active
        or activity.actor == found.author_id
    ):
        return
    if not may_read(found.author, found.story):
        return
    with translation.override(found.author.language):
        subject, body = _words(found)
        yield _notice(
            found.author,
            subject,
            body,
            thing=f"contribution:{found.pk}",
            story=found.story,
            path=f"/stories/{found.story_id}/",
            word=found.reason,
        )


def _words(contribution: Contribution) -> tuple[str, str]:
    title = {"title": contribution.story.title}
    if contribution.state == State.DECLINED:
        return _("Your sentences in “%(title)s”") % title, _(
            "Hello %(name)s,\n\nthank you for writing in “%(title)s”. The host has not kept your sentences in the "
            "story, and says why:\n\n%(reason)s\n\nIf the story is still open, you may write again:\n\n%(link)s"
        )
    if contribution.state == State.SET_ASIDE:
        return _("Your sentences in “%(title)s”") % title, _(
            "Hello %(name)s,\n\nthank you for writing in “%(title)s”. The host has set your sentences aside: they stay "
            "on the page and will not be in the book. Here is why:\n\n%(reason)s\n\n%(link)s"
        )
    return _("Your sentences are back in “%(title)s”") % title, _(
        "Hello %(name)s,\n\nthe host has taken your sentences back into “%(title)s”.\n\n%(link)s"
    )


def _notice(
    to: Member, subject: str, body: str, *, thing: str, story: Story, path: str, word: str = ""
) -> Notice:
    """Of one's own words and pictures it is a decision; of the story's, news."""
    facts = {
        "name": to.display_name,
        "title": story.title,
        "number": story.length,
        "reason": word,
        "link": (settings.ENV.url or "") + path,
    }
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject,
        body=body % facts,
        reason="work" if thing.startswith("story:") else "decision",
        thing=thing,
        url=path,
        community=story.community_id,
        thread=f"story:{story.pk}",
    )

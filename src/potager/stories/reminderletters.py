"""The letters that remind those who wrote, with a link that stops them: signed, and good without signing in."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories import reminding, turns
from potager.stories.models import Story

SALT = "potager.stories.reminders"


def story_reminded(activity: Activity) -> Iterable[Notice]:
    """To those who wrote, may write on, and did not ask for quiet; while the story is open."""
    story = Story.objects.select_related("community").filter(pk=activity.target_id).first()
    if story is None or story.state_at(timezone.now()) != "open":
        return
    for author in turns.to_remind(story):
        yield _letter(author, story, activity.facts.get("moment", reminding.END))


def token_for(story: Story, member: Member) -> str:
    """What lets a person stop the reminders of a story from a letter."""
    return signing.dumps([story.pk.hex, member.pk.hex], salt=SALT)


def opened(token: str) -> tuple[Story, Member] | None:
    """The story and the person of such a link; None if it was not made here, or they are gone."""
    try:
        story, member = (UUID(one) for one in signing.loads(token, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Story.objects.select_related("community").filter(pk=story).first()
    person = Member.objects.filter(pk=member, is_active=True).first()
    return (found, person) if found and person else None


def _letter(to: Member, story: Story, moment: str) -> Notice:
    with translation.override(to.language):
        subject, body = _words(moment)
        end = date_format(story.closes_at.astimezone(ZoneInfo(to.time_zone)), "DATETIME_FORMAT")
        base = settings.ENV.url or ""
        facts = {
            "name": to.display_name,
            "title": story.title,
            "when": end,
            "link": base + story.get_absolute_url(),
            "quiet": f"{base}/stories/reminders/{token_for(story, to)}/",
        }
        return Notice(
            member=to.pk,
            address=to.email,
            language=to.language,
            subject=subject % facts,
            body=f"{body}\n\n{_('No more reminders for this story: %(quiet)s')}" % facts,
            reason="work",
            thing=f"story:{story.pk}",
            url=story.get_absolute_url(),
            community=story.community_id,
            thread=f"story:{story.pk}",
        )


def _words(moment: str) -> tuple[str, str]:
    if moment == reminding.MIDDLE:
        return _("“%(title)s”: half of the time has passed"), _(
            "Hello %(name)s,\n\nhalf of the time of “%(title)s”, in which you wrote, has passed. It closes on "
            "%(when)s: read how it goes on, and write again if you like.\n\n%(link)s"
        )
    return _("“%(title)s” closes soon"), _(
        "Hello %(name)s,\n\n“%(title)s”, in which you wrote, closes on %(when)s. If it still lacks a sentence of "
        "yours, now is the time.\n\n%(link)s"
    )

"""What hosts are told by letter: that they host, and that their story has closed."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories import queries
from potager.stories.models import Host, Story
from potager.stories.permissions import may_host


def host_added(activity: Activity) -> Iterable[Notice]:
    """To whoever hosts now, unless they added themselves."""
    found = Host.objects.select_related("member", "story__community", "story__host")
    host = found.filter(pk=activity.target_id).first()
    if host and activity.actor != host.member_id and host.member.is_active and not host.story.hidden_at:
        with translation.override(host.member.language):
            subject = _("You host “%(title)s”") % {"title": host.story.title}
            body = _(
                "Hello %(name)s,\n\nyou have been asked to host the story “%(title)s” of %(community)s. Its page for "
                "hosts is here; you may leave it there too:\n\n%(link)s"
            )
            yield _notice(host.member, host.story, subject, body, thing=f"desk:{host.story_id}")


def story_closed(activity: Activity) -> Iterable[Notice]:
    """To every host but the one who closed it."""
    story = Story.objects.select_related("host", "community").filter(pk=activity.target_id).first()
    if story is None or story.closed_at is None:
        return
    for host in queries.hosts_of(story):
        if host.is_active and host.pk != activity.actor and may_host(host, story):
            yield _closing_letter(host, story)


def _closing_letter(host: Member, story: Story) -> Notice:
    with translation.override(host.language):
        subject = _("“%(title)s” is closed") % {"title": story.title}
        body = _(
            "Hello %(name)s,\n\nyour story “%(title)s” has closed. Its %(number)s contributions are waiting for you: "
            "read them once more, set aside what should not be in the book, then release it.\n\n%(link)s"
        )
        waiting = queries.waiting_in(story).count()
        if waiting:
            body = f"{body}\n\n{_still_waiting(waiting)}"
        return _notice(host, story, subject, body, thing=f"story:{story.pk}")


def _still_waiting(number: int) -> str:
    return ngettext(
        "%(waiting)s contribution still waits for your yes: until then it is not in the book.",
        "%(waiting)s contributions still wait for your yes: until then they are not in the book.",
        number,
    ) % {"waiting": number}


def _notice(to: Member, story: Story, subject: str, body: str, *, thing: str) -> Notice:
    path = f"/stories/{story.pk}/host/"
    facts = {
        "name": to.display_name,
        "title": story.title,
        "community": story.community.name,
        "number": story.length,
        "link": (settings.ENV.url or "") + path,
    }
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject,
        body=body % facts,
        reason="work",
        thing=thing,
        url=path,
        community=story.community_id,
        thread=f"story:{story.pk}",
    )

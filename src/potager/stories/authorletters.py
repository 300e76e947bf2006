"""The letters about names and consent: authors are asked how the book names them, hosts told of what was taken back."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.authorship import letters
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.members.models import Member
from potager.stories import authors, hostletters, queries
from potager.stories.models import Contribution, Story
from potager.stories.permissions import may_host, may_read

QUIET = timedelta(days=1)  # who takes back several texts rings once


def story_closed(activity: Activity) -> Iterable[Notice]:
    """To the hosts; then to every author who has not said yet how the book names them, while it is closed."""
    yield from hostletters.story_closed(activity)
    story = Story.objects.select_related("community").filter(pk=activity.target_id).first()
    if story and story.closed_at and not story.released_at:
        asked = [author for author in queries.authors_of(story) if may_read(author, story)]
        yield from letters.asking(queries.work_of(story), authors.works_in(story, asked))


def contribution_withdrawn(activity: Activity) -> Iterable[Notice]:
    """To the hosts, without a name, if the words are still gone; once a day for one author."""
    found = Contribution.objects.select_related("story__community", "story__host").filter(
        pk=activity.target_id
    )
    contribution = found.first()
    if contribution is None or contribution.state != Contribution.State.WITHDRAWN or _rang_before(activity):
        return
    story = contribution.story
    for host in queries.hosts_of(story):
        if host.is_active and host.pk != activity.actor and may_host(host, story):
            yield _withdrawal_letter(host, contribution)


def _rang_before(activity: Activity) -> bool:
    earlier = Activity.objects.filter(place=activity.place, actor=activity.actor, kind=activity.kind)
    since = activity.happened_at - QUIET
    return earlier.filter(position__lt=activity.position, happened_at__gte=since).exists()


def _withdrawal_letter(host: Member, contribution: Contribution) -> Notice:
    story = contribution.story
    path = f"/stories/{story.pk}/host/"
    with translation.override(host.language):
        facts = {
            "name": host.display_name,
            "title": story.title,
            "link": (settings.ENV.url or "") + path,
        }
        subject = _("Sentences were taken back in “%(title)s”") % facts
        body = _(
            "Hello %(name)s,\n\nan author has taken back what they wrote in “%(title)s”, as everyone may. It is no "
            "longer in the story nor in its book.\n\n%(link)s"
        )
        if story.released_at:
            body = f"{body}\n\n{_('The press makes a new edition by itself.')}"
        return Notice(
            member=host.pk,
            address=host.email,
            language=host.language,
            subject=subject,
            body=body % facts,
            reason="work",
            thing=f"contribution:{contribution.pk}",
            url=path,
            community=story.community_id,
            thread=f"story:{story.pk}",
        )

"""What people are told of being asked to sign an article, and of the answer: by mail and by the bell."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.editorial.models import Author
from potager.journal.kinds import Notice
from potager.journal.models import Activity
from potager.journal.tellings import Heap, Line, Telling, declare_telling
from potager.members.models import Member
from potager.members.queries import blocks

State = Author.State


def signature_asked(activity: Activity) -> Iterable[Notice]:
    """To whoever is asked, while they have not answered."""
    place = _place(activity.target_id)
    if place is None or place.state != State.ASKED or not place.member.is_active:
        return
    if activity.actor is not None and blocks(place.member_id, activity.actor):
        return
    with translation.override(place.member.language):
        body = _(
            "Hello %(name)s,\n\nyou are asked to sign “%(title)s”, in %(community)s, with others. Read it, then say "
            "yes or no: nobody is named without having agreed.\n\n%(link)s"
        )
        url = f"/articles/{place.article_id}/sign/"
        yield _notice(place.member, place, _("Would you sign “%(title)s”?"), body, url)


def signature_answered(activity: Activity) -> Iterable[Notice]:
    """To whoever opened the article, if they are not the one who answers."""
    place = _place(activity.target_id)
    if place is None or place.state == State.ASKED:
        return
    to = place.article.opened_by
    if to.pk == activity.actor or not to.is_active:
        return
    with translation.override(to.language):
        subject = _("An answer about “%(title)s”")
        body = _(
            "Hello %(name)s,\n\nwhoever you asked to sign “%(title)s” has answered. See who signs it:\n\n%(link)s"
        )
        yield _notice(to, place, subject, body, f"/articles/{place.article_id}/authors/")


def _place(identifier: str) -> Author | None:
    found = Author.objects.filter(pk=identifier, article__hidden_at=None)
    return found.select_related("member", "article__community", "article__opened_by").first()


def _notice(to: Member, place: Author, subject: str, body: str, url: str) -> Notice:
    facts = {
        "name": to.display_name,
        "title": place.article.title,
        "community": place.article.community.name,
        "link": (settings.ENV.url or "") + url,
    }
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=subject % facts,
        body=body % facts,
        reason="work",
        thing=f"author:{place.pk}",
        url=url,
        community=place.article.community_id,
        thread=f"article:{place.article_id}",
    )


def _lines(member: UUID, heaps: Sequence[Heap]) -> Mapping[Heap, Line]:
    """Whoever was asked and has not answered yet; whoever opened the article, once there is an answer."""
    wanted = {heap: UUID(heap.thing.partition(":")[2]) for heap in heaps}
    places = (
        Author.objects.select_related("article")
        .filter(article__hidden_at=None)
        .in_bulk(list(wanted.values()))
    )
    told = {heap: _line(member, places.get(pk)) for heap, pk in wanted.items()}
    return {heap: line for heap, line in told.items() if line}


def _line(member: UUID, place: Author | None) -> Line | None:
    if place is None:
        return None
    facts = {"title": place.article.title}
    if place.state == State.ASKED and place.member_id == member:
        return Line(_("Would you sign “%(title)s”?") % facts, f"/articles/{place.article_id}/sign/")
    if place.state != State.ASKED and place.article.opened_by_id == member:
        return Line(_("An answer about “%(title)s”") % facts, f"/articles/{place.article_id}/authors/")
    return None


declare_telling(
    "author",
    Telling(
        lines=_lines, ended_by=frozenset({"signature.ended"}), unsettled_by=frozenset({"signature.given"})
    ),
)

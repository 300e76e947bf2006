"""Who signs an article: asked, agreed, declined, gone. Nobody is named without having agreed."""

from django.db.models import Max
from django.utils import timezone

from potager.communities.queries import standing_of
from potager.editorial import rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.acts.authors import SignatureFacts
from potager.editorial.models import Article, Author
from potager.journal.record import Act, act
from potager.lib.permission import NotAllowed, must
from potager.members.models import Member
from potager.members.names import clean_name
from potager.members.queries import blocks

State = Author.State


def ask_signature(*, by: Member, article: Article, member: Member) -> Author:
    """Ask a member of the community to sign; again after they declined. Raises SignsAlready, NotToBeAsked."""
    must(by, "write", article)
    with act("signature.asked", by=by) as done:
        locked = locked_article(article)
        if not standing_of(member, locked.community).is_member or blocks(member.pk, by.pk):
            raise rules.NotToBeAsked
        there = Author.objects.filter(article=locked)
        if there.count() >= rules.MOST_AUTHORS:
            raise rules.TooManyAuthors
        if there.filter(member=member).exists():
            raise rules.SignsAlready
        last = there.aggregate(last=Max("position"))["last"] or 0
        place = Author.objects.create(article=locked, member=member, position=last + 1, state=State.ASKED)
        _tell(done, locked, place)
    return place


def give_signature(*, by: Member, article: Article, name: str) -> Author:
    """Agree to sign, under a name; raises NotInThisState, NameRefused."""
    with act("signature.given", by=by) as done:
        locked, place = _asked(by, article)
        place.state, place.signature, place.since = State.AGREED, clean_name(name), timezone.now()
        place.save(update_fields=["state", "signature", "since"])
        _tell(done, locked, place)
    return place


def decline_signature(*, by: Member, article: Article) -> Author:
    """Rather not; whoever asked is told."""
    with act("signature.declined", by=by) as done:
        locked, place = _asked(by, article)
        place.state = State.DECLINED
        place.save(update_fields=["state"])
        _tell(done, locked, place)
    return place


def _asked(by: Member, article: Article) -> tuple[Article, Author]:
    locked = locked_article(article)
    place = Author.objects.filter(article=locked, member=by).first()
    if place is None or place.state != State.ASKED:
        raise rules.NotInThisState
    return locked, place


def end_signature(*, by: Member, place: Author) -> None:
    """Take a name off an article, or a question back: one's own, or as somebody who edits or asked.

    Whoever writes the article takes back questions and what was declined; a name that stands, only an editor.
    """
    _must_end(by, place)
    with act("signature.ended", by=by) as done:
        locked = locked_article(place.article)
        if not Author.objects.filter(pk=place.pk).exists():
            raise rules.NotInThisState
        _tell(done, locked, place)
        Author.objects.filter(pk=place.pk).delete()


def _must_end(by: Member, place: Author) -> None:
    if by.pk == place.member_id and by.is_active:
        return
    must(by, "publish" if place.state == State.AGREED else "write", place.article)


def move_signature(*, by: Member, place: Author) -> None:
    """Put a name before the one that stands above it."""
    must(by, "write", place.article)
    with act("signature.moved", by=by) as done:
        locked = locked_article(place.article)
        order = list(Author.objects.filter(article=locked).order_by("position", "since"))
        if place not in order:
            raise NotAllowed
        at = order.index(place)
        order.insert(max(at - 1, 0), order.pop(at))
        for position, one in enumerate(order, start=1):
            Author.objects.filter(pk=one.pk).update(position=position)
        _tell(done, locked, place)


def _tell(done: Act, article: Article, place: Author) -> None:
    facts = SignatureFacts(member=str(place.member_id), is_out=article.is_published)
    done(place, facts, place=article, community=article.community_id)

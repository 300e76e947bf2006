"""Recordings and films of an article: uploaded and written anew, or linked from elsewhere; put in words, taken away."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from potager.editorial import embedding, holding, incoming, playing, rules
from potager.editorial.actions.locks import locked_article
from potager.editorial.models import Article, Medium
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import cleaned, one_line
from potager.members.models import Member

State = Medium.State


@dataclass(frozen=True)
class Label:
    """What stands with a recording or a film; `words` is what is said in it, or what there is to see and to hear."""

    title: str = ""
    caption: str = ""
    credit: str = ""
    words: str = ""

    def fields(self) -> dict[str, str]:
        """As they are stored."""
        return {
            "title": one_line(self.title)[:160],
            "caption": one_line(self.caption)[:500],
            "credit": one_line(self.credit)[:200],
            "words": cleaned(self.words)[: holding.MOST_WORDS],
        }


@once(Medium)
def add_medium(*, by: Member, article: Article, file: Path, key: UUID | None = None) -> Medium:
    """Take in a recording or a film for the worker to write anew; raises TooManyHeld, NoRoomLeft."""
    must(by, "write", article)
    with act("medium.added", by=by, key=key) as done:
        locked = locked_article(article)
        size = file.stat().st_size
        _refuse_many(by, locked, size)
        made = Medium.objects.create(article=locked, by=by, digest=secrets.token_hex(16), bytes=size)
        incoming.hand_over(file, made.pk)
        _read_later(made)
        done(made, place=locked, community=locked.community_id)
    return made


@once(Medium)
def link_medium(*, by: Member, article: Article, address: str, key: UUID | None = None) -> Medium:
    """Show in an article what stands at an address elsewhere; raises LinkUnknown, TooManyHeld."""
    must(by, "write", article)
    found = embedding.recognised(address)
    if found is None:
        raise holding.LinkUnknown
    with act("medium.linked", by=by, key=key) as done:
        locked = locked_article(article)
        _refuse_many(by, locked, 0)
        made = Medium(article=locked, by=by, kind=Medium.Kind.EMBED, digest=secrets.token_hex(16))
        made.provider, made.address = found.provider.key, found.page
        made.save(force_insert=True)
        _read_later(made)
        done(made, place=locked, community=locked.community_id)
    return made


def write_medium(medium: Medium) -> None:
    """Write anew what came, or ask what it is called; say why not. Done again after a crash, it does the same."""
    became = playing.told_elsewhere(medium) if medium.kind == Medium.Kind.EMBED else playing.written(medium)
    waiting = Medium.objects.filter(pk=medium.pk, state=State.WAITING)
    for name in ("title", "credit"):  # what was typed meanwhile is better
        if became.get(name):
            waiting.filter(**{name: ""}).update(**{name: became[name]})
        became.pop(name, None)
    waiting.update(**became)
    incoming.forget(medium.pk)


def describe_medium(*, by: Member, medium: Medium, label: Label, key: UUID | None = None) -> Medium:
    """Say what a recording or a film is called and holds; readers learn it when the article is published next."""
    must(by, "write", medium.article)
    with act("medium.described", by=by, key=key) as done:
        found = _locked(medium)
        for name, value in label.fields().items():
            setattr(found, name, value)
        found.save(update_fields=["title", "caption", "credit", "words"])
        done(found, place=found.article, community=found.article.community_id)
    return found


def remove_medium(*, by: Member, medium: Medium) -> Medium:
    """Take it out of the drawer; what shows it goes on showing it. Raises NotInThisState."""
    return _put(medium, by=by, kind="medium.removed", is_there=False)


def restore_medium(*, by: Member, medium: Medium) -> Medium:
    """Undo: it is in the drawer again. Raises NotInThisState."""
    return _put(medium, by=by, kind="medium.restored", is_there=True)


def _refuse_many(by: Member, article: Article, size: int) -> None:
    if Medium.objects.filter(article=article, removed_at=None).count() >= holding.MOST_MEDIA:
        raise holding.TooManyHeld
    kept = Medium.objects.filter(by=by).aggregate(sum=Sum("bytes"))["sum"] or 0
    if kept + size > holding.MOST_KEPT:
        raise holding.NoRoomLeft


def _read_later(medium: Medium) -> None:
    from potager.editorial.tasks import read_medium  # it calls back what stands here

    read_medium.enqueue(str(medium.pk))


def _put(medium: Medium, *, by: Member, kind: str, is_there: bool) -> Medium:
    must(by, "write", medium.article)
    with act(kind, by=by) as done:
        found = _locked(medium)
        if (found.removed_at is None) == is_there:
            raise rules.NotInThisState
        found.removed_at = None if is_there else timezone.now()
        found.save(update_fields=["removed_at"])
        done(found, place=found.article, community=found.article.community_id)
    return found


def _locked(medium: Medium) -> Medium:
    article = locked_article(medium.article)
    found = Medium.objects.filter(pk=medium.pk).first()
    if found is None:
        raise rules.NotInThisState
    found.article = article
    return found

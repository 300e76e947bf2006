"""Where a remark stands: the paragraph of its passage, found again however the text around it has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from potager.lib.prose import Block, folded
from potager.manuscripts.models import Comment


@dataclass
class Place:
    """A remark, and the number of the paragraph it is about: 0 for the whole chapter, or if its passage is gone."""

    comment: Comment
    paragraph: int = 0
    is_lost: bool = False


@dataclass
class Margin:
    """The remarks on a chapter: those to look at, and the settled ones."""

    open: list[Place] = field(default_factory=list)
    settled: list[Place] = field(default_factory=list)


def margin_of(blocks: Sequence[Block], comments: Iterable[Comment]) -> Margin:
    """Each remark at its place, in the order of the text, then in the order in which they came."""
    texts = [folded(block.text) for block in blocks]
    margin = Margin()
    for comment in comments:
        place = _place(comment, texts)
        (margin.settled if comment.resolved_at else margin.open).append(place)
    margin.open.sort(key=lambda place: place.paragraph or len(texts) + 1)
    return margin


def _place(comment: Comment, texts: Sequence[str]) -> Place:
    quote = folded(comment.quote)
    if not quote:
        return Place(comment)
    paragraph = _found(quote, folded(comment.before), folded(comment.after), texts)
    return Place(comment, paragraph=paragraph, is_lost=not paragraph)


def _found(quote: str, before: str, after: str, texts: Sequence[str]) -> int:
    """The number (from 1) of the paragraph that holds the quote, the one with the same words around it first."""
    best, rank = 0, 0
    for number, text in enumerate(texts, start=1):
        if quote not in text:
            continue
        around = 1 + (f"{before} {quote}".strip() in text) + (f"{quote} {after}".strip() in text)
        if around > rank:
            best, rank = number, around
    return best

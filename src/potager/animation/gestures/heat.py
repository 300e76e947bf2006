"""How heated a conversation is: quick replies between two people, hard words, messages taken back, people gone silent.

All of it is a hint, never a verdict: capitals may be joy, and a quick exchange a friendly one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from uuid import UUID

from potager.animation.texts import own_words
from potager.conversations.models import Post
from potager.lib.folding import plain
from potager.moderation.spam.features import features_of

QUICK = timedelta(minutes=20)  # from one message to the next
SHORT = 600  # characters
RUN = 5  # messages of two people in turn, quick and short
SECOND_THOUGHT = timedelta(days=1)  # in which a message was changed again
LOUD = frozenset({"<shouts>", "<cries>"})  # as the screening of messages sees them
WORD = re.compile(r"[^\W\d_]+")
# Words that are rarely kind, French and English, folded. Few, so that each of them says something.
HARD_WORDS = (
    "aberrant abruti abrutie agressif agressive cretin cretine debile degueulasse foutre hypocrite idiot"
    " idiote ignoble imbecile lamentable mensonge mensonges menteur menteuse mepris meprisant minable pathetique"
    " ridicule scandaleux stupide"
    " bullshit disgusting dishonest idiotic insult insulting liar moron nonsense offensive outrageous"
    " pathetic ridiculous shameful stupid"
)
HARD_PHRASES = (
    *(
        "n'importe quoi",
        "ta gueule",
        "ferme-la",
        "fermez-la",
        "tais-toi",
        "taisez-vous",
        "ras le bol",
        "honte a",
    ),
    *("te fous de", "vous foutez de", "shut up", "shame on", "how dare", "sick of", "fed up"),
)


@dataclass(frozen=True)
class Heat:
    """What was seen in the last messages of a conversation. `pair`: who wrote in turn, the longest."""

    pair: tuple[UUID, ...] = ()
    is_signed: bool = False  # with the names they bear now
    turns: int = 0  # messages of theirs in a row
    minutes: int = 0  # that these took
    loud: tuple[Post, ...] = ()  # with capitals, exclamation marks or hard words
    hard: int = 0  # of these with hard words
    taken_back: int = 0  # withdrawn, or changed soon after
    gone: int = 0  # people who spoke before the pair did, and not since

    @property
    def is_quick(self) -> bool:
        """Whether two people answer one another faster than one thinks."""
        return self.turns >= RUN

    @property
    def is_hot(self) -> bool:
        """Whether more than one sign says so: pace alone is a friendly chat, and one hard word is one word."""
        several = len({post.author_id for post in self.loud}) > 1
        if self.is_quick:
            return self.hard > 0 or len(self.loud) > 2 or self.taken_back > 1
        return self.hard > 1 and several and len(self.loud) > 2


def heat_of(posts: Sequence[Post]) -> Heat:
    """What there is to see in messages of one conversation, in their order; those taken back among them."""
    shown = [post for post in posts if post.state == Post.State.SHOWN]
    run = _longest(shown)
    loud = [post for post in shown if is_loud(post)]
    pair = tuple(dict.fromkeys(post.author_id for post in run)) if len(run) >= RUN else ()
    span = run[-1].written_at - run[0].written_at if pair else timedelta()
    return Heat(
        pair=pair,
        is_signed=all(post.signature == post.author.display_name for post in run),
        turns=len(run) if pair else 0,
        minutes=max(1, round(span / timedelta(minutes=1))) if pair else 0,
        loud=tuple(loud),
        hard=sum(is_hard(own_words(post.html)) for post in loud),
        taken_back=sum(map(_is_taken_back, posts)),
        gone=_gone(shown, run) if pair else 0,
    )


def _longest(posts: Iterable[Post]) -> list[Post]:
    """The longest run in which two people speak in turn, each soon after the other and in few words."""
    best: list[Post] = []
    run: list[Post] = []
    for post in posts:
        run = [*run, post] if run and _goes_on(run, post) else [*_kept(run, post), post]
        if len(run) > len(best):
            best = run
    return best


def _goes_on(run: Sequence[Post], post: Post) -> bool:
    is_other = post.author_id != run[-1].author_id
    is_pair = len(run) < 2 or post.author_id == run[-2].author_id
    return is_other and is_pair and _is_soon(run[-1], post)


def _kept(run: Sequence[Post], post: Post) -> list[Post]:
    """What a new run begins with: the message before, if that was another person's and just now."""
    return [run[-1]] if run and post.author_id != run[-1].author_id and _is_soon(run[-1], post) else []


def _is_soon(before: Post, post: Post) -> bool:
    return post.written_at - before.written_at <= QUICK and len(post.body) <= SHORT


def is_loud(post: Post) -> bool:
    """Whether somebody raises their voice, in their own words."""
    words = own_words(post.html)
    return is_hard(words) or bool(LOUD & features_of(words))


@cache
def _hard_words() -> frozenset[str]:
    return frozenset(HARD_WORDS.split())


def is_hard(words: str) -> bool:
    """Whether a text holds one of the words that are rarely kind."""
    text = plain(words[:20_000]).replace("’", "'")
    return not _hard_words().isdisjoint(WORD.findall(text)) or any(one in text for one in HARD_PHRASES)


def _is_taken_back(post: Post) -> bool:
    if post.state == Post.State.WITHDRAWN:
        return True
    return post.edited_at is not None and post.edited_at - post.written_at < SECOND_THOUGHT


def _gone(posts: Iterable[Post], run: Sequence[Post]) -> int:
    """How many others spoke before the run began, and have not since."""
    began = run[0].number
    before: Counter[UUID] = Counter(post.author_id for post in posts if post.number < began)
    since = {post.author_id for post in posts if post.number >= began}
    return len(before.keys() - since)

"""Whether what somebody is about to say is read by a moderator first. A doubt holds; nothing is ever refused."""

from potager.conversations.models import Post
from potager.conversations.screening import Draft, Verdict, register
from potager.moderation.spam import akismet, signs
from potager.moderation.spam.scoring import THRESHOLD, score

ENOUGH = 10  # posts that stand: whoever has said that much is no machine
NEWEST = 5  # posts that are compared


def screen(draft: Draft) -> Verdict:
    """Hold what looks like spam, from those who have hardly said anything yet."""
    if signs.is_caught(draft):
        return "hold"
    if _is_known(draft):
        return "pass"
    looks_odd = signs.is_too_quick(draft) or signs.has_many_links(draft) or signs.repeats(draft, _said(draft))
    is_doubted = looks_odd or score(draft.text) > THRESHOLD or akismet.suspects(draft)
    return "hold" if is_doubted else "pass"


def _is_known(draft: Draft) -> bool:
    stands = Post.objects.filter(author=draft.author, state=Post.State.SHOWN, topic__is_private=False)
    return stands.order_by()[:ENOUGH].count() >= ENOUGH


def _said(draft: Draft) -> list[str]:
    newest = Post.objects.filter(author=draft.author, topic__is_private=False).order_by("-written_at")
    return list(newest.values_list("body", flat=True)[:NEWEST])


register(screen)

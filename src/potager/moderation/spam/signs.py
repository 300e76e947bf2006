"""Signs of spam that anyone would see, each with its reason."""

from potager.conversations.screening import Draft
from potager.moderation.spam.features import LINK, folded

MOST_LINKS = 3  # in what somebody says who has hardly said anything
MOST_TYPED = 150  # characters in a second; pasting is not forbidden, so only a passer-by's are counted
LONG = 80  # characters
ESSENCE = 50  # letters; what is shorter may well be said twice
LEAST_SECONDS = 2.0


def is_caught(draft: Draft) -> bool:
    """Whether something stands where nobody types."""
    return bool(draft.honeypot.strip())


def is_too_quick(draft: Draft) -> bool:
    """Whether a passer-by sent a long text faster than a page is read."""
    if draft.seconds is None or not draft.is_guest or len(draft.text) < LONG:
        return False
    return draft.seconds < LEAST_SECONDS or len(draft.text) > MOST_TYPED * draft.seconds


def has_many_links(draft: Draft) -> bool:
    """Whether it mostly leads elsewhere."""
    return len(LINK.findall(draft.text)) > MOST_LINKS


def repeats(draft: Draft, said: list[str]) -> bool:
    """Whether the person said just that before, give or take capitals and spaces."""
    text = _essence(draft.text)
    return len(text) >= ESSENCE and any(_essence(one) == text for one in said)


def _essence(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())

"""What waits for a host's yes, as hosts and its author see it: rendered once per language, the same for all of them."""

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from potager.stories.models import Contribution, Story
from potager.stories.rendering import piece_html


def queue_html(contribution: Contribution, story: Story, language: str) -> SafeString:
    """A contribution in the hosts' queue, with what they can do."""
    context = {"part": contribution, "story": story}
    return piece_html("queue.html#waiting", context, language)


def mine_html(contribution: Contribution, story: Story) -> SafeString:
    """A contribution that waits, as its author sees it."""
    context = {"part": contribution, "story": story}
    return piece_html("queue.html#mine", context, get_language() or "fr")


def gone_html(contribution: Contribution, language: str) -> SafeString:
    """What takes its place in both, once it waits no more."""
    return piece_html("queue.html#gone", {"part": contribution}, language)

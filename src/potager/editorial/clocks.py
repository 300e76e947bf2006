"""Articles that appear by themselves, at the hour that an editor chose."""

from datetime import datetime

from potager.editorial import queries
from potager.editorial.actions import publish_article
from potager.editorial.actions.forgetting import forget_held
from potager.editorial.models import Article
from potager.jobs.worker import Clock, register_clock
from potager.lib.refusals import Refusal


def run_due(now: datetime) -> int:
    """Publish what is due, once each, also long after its minute; returns how many articles that was."""
    return sum(_appeared(article) for article in queries.due(now))


# Refused: another worker was faster, or an editor took it off the calendar meanwhile.
def _appeared(article: Article) -> bool:
    try:
        publish_article(by=None, article=article)
    except Refusal:
        return False
    return True


register_clock(Clock(name="editorial", run_due=run_due))
register_clock(Clock(name="editorial: files", run_due=forget_held))

"""What authorship asks of this bed, registered there."""

from potager.authorship import works
from potager.authorship.works import Bed, Work
from potager.stories import authors
from potager.stories.actions.authors import forget_signatures, sign_contributions, withdraw_all
from potager.stories.models import Story


def _sign(work: Work, name: str | None) -> None:
    sign_contributions(story=_story_of(work), author=work.author, name=name)


def _forget(work: Work) -> None:
    forget_signatures(story=_story_of(work), author=work.author)


def _withdraw(work: Work) -> None:
    withdraw_all(by=work.author, story=_story_of(work))


def _story_of(work: Work) -> Story:
    assert isinstance(work.thing, Story)  # noqa: S101 (tells the type checker what authors.py makes)
    return work.thing


works.register(
    "story",
    Bed(
        find=authors.find,
        of=authors.of,
        sign=_sign,
        forget=_forget,
        withdraw=_withdraw,
        fragment=authors.fragment,
    ),
)

"""How the book of a story will name its authors: what hosts look over before the release."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from potager.authorship import queries as authorship
from potager.authorship.queries import Byline
from potager.stories import queries
from potager.stories.models import Contribution, Story


@dataclass(frozen=True)
class Naming:
    """The authors of a story as its book prints them, in the order in which they wrote first, and who has answered."""

    bylines: dict[UUID, Byline]
    answered: int

    @cached_property
    def named(self) -> list[Byline]:
        """Those who are named; two people of one name stay two."""
        return [byline for byline in self.bylines.values() if byline.name]

    @property
    def people(self) -> int:
        """How many people wrote what is in the book."""
        return len(self.bylines)

    @property
    def anonymous(self) -> int:
        """How many of them are not named; never which ones."""
        return self.people - len(self.named)

    @property
    def silent(self) -> int:
        """How many have not answered: they are named as they signed."""
        return self.people - self.answered


def naming_of(story: Story) -> Naming:
    """What stands in the book now: three queries that read no text, whatever the number of authors."""
    shown = story.contributions.filter(state=Contribution.State.SHOWN)
    work, signed = queries.work_of(story), queries.signed_names(shown)
    return Naming(authorship.bylines_of(work, signed), len(authorship.answered(work, signed)))

"""Reading how authors are named."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Byline:
    """How a work names one author: no name is anonymous; a link and a line of presentation, where given."""

    name: str
    link: str = ""
    presentation: str = ""


def bylines_of(work: str, signed: Mapping[UUID, str]) -> dict[UUID, Byline]:
    """How `work` ("story:<uuid>") names each author; `signed` holds the name that each signed with first."""
    return {author: Byline(name) for author, name in signed.items()}

"""Where the acts of looking after are told: to those who look after the community, and to nobody else."""

from uuid import UUID

from django.db import models

from potager.journal.kinds import NoFacts
from potager.journal.record import Act
from potager.moderation.models import Care


def tell(done: Act, thing: models.Model, community: UUID, facts: object = NoFacts()) -> None:
    """Tell what was done to a thing of that community."""
    done(thing, facts, place=Care(pk=community), community=community)

"""Writing what authors decide: one function per act, and the agreement that is part of a contribution."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.authorship import queries, works
from potager.authorship.links import clean_link
from potager.authorship.models import Agreement, Choice
from potager.authorship.queries import Byline
from potager.authorship.works import Work
from potager.journal.record import act
from potager.lib.permission import must
from potager.lib.refusals import Refusal
from potager.lib.statements import insert
from potager.members.leaving import ANONYMOUS, WITHDRAW
from potager.members.models import Member
from potager.members.names import clean_line, clean_name

Naming = Choice.Naming


class AgreementChanged(Refusal):
    """The words that the person was shown are not those of the work."""

    message = _(
        "What authors agree to has changed since you read it. Read it again, then send: your text is kept."
    )


def choose_byline(*, by: Member, work: Work, naming: str, wanted: Byline | None = None) -> Choice:
    """Say how the work names its author from now on; what is printed already stays as it is.

    `wanted.name` counts with ANOTHER only; whoever is anonymous has no link and no presentation either.
    Raises NameRefused, LinkRefused.
    """
    must(by, "sign", work)
    values = _values(Naming(naming), wanted or Byline(""))
    with act("byline.chosen", by=by) as done:
        works.bed_of(work).sign(work, None if naming == Naming.AS_SIGNED else values["name"])
        choice, _is_new = Choice.objects.update_or_create(
            work=work.reference, author=by, defaults={**values, "chosen_at": timezone.now()}
        )
        done(choice, place=work.thing, community=work.community)
    return choice


def _values(naming: Naming, wanted: Byline) -> dict[str, str]:
    if naming == Naming.ANONYMOUS:
        return {"naming": naming, "name": "", "link": "", "presentation": ""}
    return {
        "naming": naming,
        "name": clean_name(wanted.name) if naming == Naming.ANOTHER else "",
        "link": clean_link(wanted.link),
        "presentation": clean_line(wanted.presentation, longest=200),
    }


def give_agreement(*, by: Member, work: str, licence: str, words: str, shown: str | None = None) -> None:
    """Record, in the act of a first contribution, that its author agrees to these words; nothing after that.

    `shown` is the digest of the words that the person read, where it is known: others raise AgreementChanged.
    Called with the work locked, so that two first contributions at one moment make one agreement.
    """
    digest = queries.digest_of(words)
    if queries.has_agreed(by.pk, work, digest):
        return
    if shown and shown != digest:
        raise AgreementChanged
    insert(Agreement(work=work, member=by, licence=licence, digest=digest))
    transaction.on_commit(lambda: queries.remember_agreement(by.pk, work, digest))


def settle(*, by: Member, wishes: Mapping[str, str]) -> None:
    """Do what somebody who leaves wants for their texts, by work: anonymous, or taken back, both for good."""
    for reference, wish in wishes.items():
        work = works.find(reference, by)
        if work and wish == ANONYMOUS:
            choose_byline(by=by, work=work, naming=Naming.ANONYMOUS)
            works.bed_of(work).forget(work)
        elif work and wish == WITHDRAW:
            works.bed_of(work).withdraw(work)

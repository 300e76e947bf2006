"""Keeping the labels that an operator has read from a public list. Reference, not an act: the journal tells nothing."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from potager.directory.labels import Section, Seen
from potager.directory.models import Label, LabelWord
from potager.directory.traits import words_of
from potager.lib.folding import folded
from potager.lib.ids import uuid7

LONGEST_FOLDED = 160
KEYS = ["source", "section", "language", "code"]


def begin_reading() -> UUID:
    """A new reading; what it sees carries its identifier."""
    return uuid7()


def keep_labels(seen: Collection[Seen], *, reading: UUID) -> None:
    """Keep a handful of labels as they are called now, in one short transaction."""
    rows = {(one.source, one.section, one.language, one.code): _row(one, reading) for one in seen}
    with transaction.atomic():
        Label.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=KEYS,
            update_fields=["name", "folded", "reading"],
        )
        kept = Label.objects.filter(reading=reading, code__in=[key[3] for key in rows])
        LabelWord.objects.filter(label__in=kept).delete()
        LabelWord.objects.bulk_create(
            LabelWord(label_id=pk, language=language, word=word)
            for pk, language, text in kept.values_list("pk", "language", "folded")
            for word in words_of(text)
        )


def _row(one: Seen, reading: UUID) -> Label:
    return Label(
        source=one.source,
        section=one.section,
        language=one.language,
        code=one.code,
        name=one.name,
        folded=folded(one.name)[:LONGEST_FOLDED],
        reading=reading,
    )


def end_reading(reading: UUID, sections: Collection[Section]) -> int:
    """Let go what stood in the same sections of the same lists and was not seen any more; returns how many."""
    gone = 0
    for one in sections:
        old = Label.objects.filter(source=one.source, section=one.section, language=one.language)
        with transaction.atomic():
            gone += old.exclude(reading=reading).delete()[1].get("directory.Label", 0)
    return gone

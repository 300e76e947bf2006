"""What translations bring to an export of one's data: the passages that one translated, and under which name."""

from collections.abc import Iterator

from potager.members.export import Part, as_json, register_export
from potager.members.models import Member
from potager.translations.models import EarlierPassage, Passage, Translator


def _translated(member: Member) -> Iterator[Part]:
    """One's own words, not the original."""
    passages = Passage.objects.filter(by=member).order_by("translation_id", "key")
    earlier = EarlierPassage.objects.filter(by=member).order_by("passage_id", "written_at")
    names = Translator.objects.filter(member=member).order_by("pk")
    content = {
        "passages": list(passages.values("translation", "key", "text", "state", "changed_at")),
        "earlier": list(earlier.values("passage__translation", "passage__key", "text", "written_at")),
        "names": list(names.values("translation", "name")),
    }
    yield as_json("translations.json", content)


register_export("translations", _translated)

"""What moderation brings to an export: the person's own reports, and the decisions that concern them."""

from collections.abc import Iterator

from potager.members.export import Part, as_json, register_export
from potager.members.models import Member
from potager.moderation.models import Appeal, Decision, Report
from potager.moderation.rules import rule_in_words


def _care(member: Member) -> Iterator[Part]:
    reports = Report.objects.filter(by=member).order_by("made_at")
    yield as_json("care/reports.json", list(reports.values("reason", "words", "made_at")))
    told = (
        Decision.objects.filter(toward=member)
        .exclude(measure=Decision.Measure.NOTHING)
        .order_by("decided_at")
    )
    rows = told.values("id", "measure", "rule", "words", "until", "state", "decided_at")
    yield as_json("care/decisions.json", [{**row, "rule": rule_in_words(row["rule"])} for row in rows])
    appeals = Appeal.objects.filter(decision__toward=member).order_by("made_at")
    yield as_json(
        "care/appeals.json", list(appeals.values("decision", "words", "made_at", "answer", "answered_at"))
    )


register_export("care", _care)

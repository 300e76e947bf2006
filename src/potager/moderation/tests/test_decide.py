"""From a report to a second look."""

import pytest

from potager.conversations.models import Post
from potager.journal.models import Activity
from potager.moderation.answers import ANSWERS
from potager.moderation.models import Case, Decision, Report
from potager.moderation.tests.conftest import INSULT, Garden, letters_to


def page(response: object) -> str:
    """What a page says."""
    return response.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_an_insult_is_dealt_with_and_the_decision_overturned(garden: Garden) -> None:
    insult = garden.insult
    reported = garden["reporter"].post(
        f"/report/post/{insult.pk}/", {"reason": "insult", "words": "It hurts."}
    )
    assert "Thank you" in page(reported)
    case = Case.objects.get()
    assert (case.subject, case.author) == (f"post:{insult.pk}", garden.people["author"])
    act = Activity.objects.get(kind="report.made")
    assert (act.place, act.facts) == (f"care:{garden.community.pk}", {})
    address = garden.community.get_absolute_url() + "care/"
    assert "Insult, contempt, threat" in page(garden["moderator"].get(address))
    assert f"/care/{case.pk}/" in letters_to(garden.people["moderator"])[-1].body

    garden["moderator"].post(f"/care/{case.pk}/claim/")
    shown = page(garden["moderator"].get(f"/care/{case.pk}/"))
    assert "It hurts." in shown
    assert INSULT in shown
    decided = {"measure": "hide", "rule": "charter:0", "charter_number": 1, "days": 3, "minutes": 60}
    begun = garden["moderator"].post(f"/care/{case.pk}/decide/", {**decided, "begin": "sharp"})
    assert "[… quote the words in question]" in page(begun)
    untouched = garden["moderator"].post(
        f"/care/{case.pk}/decide/", {**decided, "words": ANSWERS[0].in_language("en")}
    )
    assert "only you can fill" in page(untouched)
    assert not Decision.objects.exists()
    words = ANSWERS[0].in_language("en").replace("[… quote the words in question]", "“As dull as a turnip”")
    garden["moderator"].post(f"/care/{case.pk}/decide/", {**decided, "words": words})
    decision = Decision.objects.get()
    assert decision.rule == "We talk about turnips, not about people."
    insult.refresh_from_db()
    assert insult.state == Post.State.HIDDEN
    assert INSULT not in page(garden["member"].get(insult.topic.get_absolute_url()))
    assert Activity.objects.get(kind="decision.taken").facts == {"measure": "hide"}
    assert "dealt with" in letters_to(garden.people["reporter"])[-1].body
    letter = letters_to(garden.people["author"])[-1].body
    assert decision.get_absolute_url() in letter
    assert "We talk about turnips" in letter
    assert "Moderator" not in letter, "who decided is not told"

    read = page(garden["author"].get(decision.get_absolute_url()))
    assert "As dull as a turnip" in read
    garden["author"].post(f"{decision.get_absolute_url()}appeal/", {"words": "It was about a turnip."})
    assert Activity.objects.filter(kind="decision.appealed").count() == 1
    assert (
        garden["moderator"].post(f"{decision.get_absolute_url()}overturn/", {"words": "No."}).status_code
        == 422
    ), "whoever decided does not answer"
    assert "It was about a turnip." in page(garden["second"].get(address))
    garden["second"].post(f"{decision.get_absolute_url()}overturn/", {"words": "You are right: a turnip."})
    insult.refresh_from_db()
    assert insult.state == Post.State.SHOWN
    assert Activity.objects.filter(kind="decision.overturned").count() == 1
    assert "You are right: a turnip." in letters_to(garden.people["author"])[-1].body
    assert "overturned" in page(garden["second"].get(f"{address}log/"))


def test_one_report_each_and_one_case_for_a_thing(garden: Garden) -> None:
    for who in ("reporter", "reporter", "member"):
        garden.report(who)
    assert Case.objects.count() == 1
    assert Report.objects.count() == 2
    garden.decide("nothing", case=Case.objects.get())
    assert not any("decision" in mail.subject for mail in letters_to(garden.people["author"]))
    garden.report("member")
    assert Case.objects.count() == 2, "decided once is not decided for ever"


@pytest.mark.parametrize("measure", ["slow", "suspend", "exclude"])
def test_measures_on_people_are_undone(garden: Garden, measure: str) -> None:
    by = "animateur" if measure == "exclude" else "moderator"
    decision = garden.decide(measure, by=by, minutes=30)
    found = garden.membership("author")
    state = {"slow": found.is_slowed, "suspend": found.is_suspended, "exclude": found.state == "removed"}
    assert state[measure]
    assert garden["author"].get(decision.get_absolute_url()).status_code == 200, (
        "the decision is read all the same"
    )
    garden["owner"].post(f"{decision.get_absolute_url()}lift/")
    decision.refresh_from_db()
    assert decision.state == "lifted"
    assert Activity.objects.filter(kind="decision.lifted").count() == 1
    found = garden.membership("author")
    assert found.takes_part
    assert not found.is_slowed

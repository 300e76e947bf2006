"""Who may know of what, and who never learns."""

from typing import Any
from uuid import uuid4

import pytest

from potager.conversations.actions import open_conversation
from potager.journal.channels import may_listen
from potager.journal.models import Activity
from potager.members.models import Aversion, Member
from potager.members.queries import blocks
from potager.moderation import rules
from potager.moderation.actions import Ruling, claim_report, note_report, take_decision
from potager.moderation.models import Case, Decision, Report
from potager.moderation.subjects import subject_of
from potager.moderation.tests.conftest import INSULT, Garden
from potager.moderation.views.reports import REPORTS
from potager.stories.actions import add_contribution
from potager.stories.models import Contribution, Story
from potager.testing import a_community, a_member, a_post, a_story


def a_contribution(*, story: Story, by: Member, **said: Any) -> Contribution:
    """A sentence."""
    return add_contribution(by=by, story=story, text="A leek grows.", key=uuid4(), anyway=True, **said)


OUTSIDE = ("member", "author", "reporter", "former", "stranger", "elsewhere")


@pytest.fixture
def elsewhere(garden: Garden) -> None:
    """Somebody who moderates, but another community."""
    garden.people["elsewhere"] = a_member("Elsewhere", language="en")
    a_community(owner=garden.people["elsewhere"])


@pytest.mark.usefixtures("elsewhere")
def test_only_those_who_look_after_the_place_find_the_queue(garden: Garden) -> None:
    case = garden.report()
    care = f"{garden.community.get_absolute_url()}care/"
    acts = ("claim", "release", "note", "decide", "draw")
    for who in OUTSIDE:
        assert garden[who].get(care).status_code == 403, who
        assert garden[who].get(f"{care}settings/").status_code == 403, who
        assert garden[who].get(f"{care}log/").status_code == 404, who
        assert garden[who].get(f"/care/{case.pk}/").status_code == 404, who
        assert {garden[who].post(f"/care/{case.pk}/{act}/", {"text": "Hm."}).status_code for act in acts} == {
            404
        }
        assert not may_listen(garden.people[who].pk, f"care:{garden.community.pk}")
        assert "Looking after" not in garden[who].get(garden.community.get_absolute_url()).content.decode()
    assert garden["nobody"].get(care).status_code == 302
    assert may_listen(garden.people["moderator"].pk, f"care:{garden.community.pk}")
    assert Case.objects.get().claimed_by is None
    shown = garden["moderator"].get(garden.community.get_absolute_url()).content.decode()
    assert 'aria-label="1 waits"' in shown


def test_nobody_decides_about_themselves(garden: Garden) -> None:
    post = a_post(topic=garden.insult.topic, by=garden.people["second"], body="Turnips, all of you.")
    case = garden.report(post=post)
    refused = garden["second"].get(f"/care/{case.pk}/")
    assert refused.status_code == 403
    assert "nobody decides about themselves" in refused.content.decode()
    queue = garden["second"].get(f"{garden.community.get_absolute_url()}care/").content.decode()
    assert "One report is about you" in queue
    assert f"/care/{case.pk}/" not in queue
    with pytest.raises(rules.Concerned):
        claim_report(by=garden.people["second"], case=case)
    with pytest.raises(rules.Concerned):
        note_report(by=garden.people["second"], case=case, text="It was only me.")
    decision = garden.decide("talk", by="moderator", case=case)
    assert garden["second"].get(decision.get_absolute_url()).status_code == 200
    garden["second"].post(f"{decision.get_absolute_url()}appeal/", {"words": "All of them."})
    for act in ("uphold", "overturn", "lift"):
        garden["second"].post(f"{decision.get_absolute_url()}{act}/", {"words": "I was right."})
    decision.refresh_from_db()
    assert decision.state == "standing"


def test_two_do_not_work_on_one(garden: Garden) -> None:
    case = garden.report()
    claim_report(by=garden.people["moderator"], case=case)
    assert Activity.objects.filter(kind="report.claimed").count() == 1
    assert "Moderator is looking at this" in garden["second"].post(f"/care/{case.pk}/claim/").content.decode()
    garden["second"].post(f"/care/{case.pk}/note/", {"text": "I know them a little."})
    assert Activity.objects.filter(kind="report.noted").count() == 1
    assert "I know them a little." in garden["moderator"].get(f"/care/{case.pk}/").content.decode()
    garden["moderator"].post(f"/care/{case.pk}/release/")
    assert Activity.objects.filter(kind="report.released").count() == 1
    assert garden["second"].post(f"/care/{case.pk}/claim/").status_code == 302


@pytest.mark.usefixtures("elsewhere")
def test_a_decision_is_read_by_whom_it_concerns(garden: Garden) -> None:
    decision = garden.decide("talk")
    for who in ("reporter", "member", "former", "stranger", "elsewhere"):
        assert garden[who].get(decision.get_absolute_url()).status_code == 404, who
        assert (
            garden[who].post(f"{decision.get_absolute_url()}appeal/", {"words": "Me too."}).status_code == 404
        )
    page = garden["author"].get(decision.get_absolute_url()).content.decode()
    assert "Say it of the turnip." in page
    assert "Moderator" not in page.partition("<main")[2], "who decided stays among moderators"
    assert "Reporter" not in page
    quiet = garden.decide("nothing", case=garden.report("member"))
    assert garden["author"].get(quiet.get_absolute_url()).status_code == 404, "they were never told"
    assert garden["author"].post(f"{decision.get_absolute_url()}appeal/", {"words": ""}).status_code == 422
    garden["author"].post(f"{decision.get_absolute_url()}appeal/", {"words": "Really?"})
    garden["second"].post(f"{decision.get_absolute_url()}uphold/", {"words": "Really."})
    assert Activity.objects.filter(kind="decision.upheld").count() == 1
    assert "Really." in garden["author"].get(decision.get_absolute_url()).content.decode()


def test_the_log_shows_its_outline_only_where_the_community_wants_it(garden: Garden) -> None:
    garden.decide("hide")
    log = f"{garden.community.get_absolute_url()}care/log/"
    assert garden["nobody"].get(log).status_code == 404
    change = {"shows_log": "on"}
    assert (
        garden["moderator"].post(f"{garden.community.get_absolute_url()}care/settings/", change).status_code
        == 403
    )
    garden["animateur"].post(f"{garden.community.get_absolute_url()}care/settings/", change)
    assert Activity.objects.get(kind="care.changed").facts == {"fields": ["shows_log"]}
    outline = garden["nobody"].get(log).content.decode().partition("<main")[2]
    assert "One argues about things" in outline
    assert not any(
        word in outline for word in ("Author", "Moderator", INSULT, "/decisions/", "Say it of the turnip")
    )
    assert "Author" in garden["moderator"].get(log).content.decode()


def test_of_a_private_conversation_only_the_copy_is_seen(garden: Garden) -> None:
    people = garden.people
    topic = open_conversation(
        by=people["author"], community=garden.community, people=[people["reporter"]], body="A secret about leeks.",
        title="Between us", key=None,
    )  # fmt: skip
    insult = a_post(topic=topic, by=people["author"], body="A private insult.")
    assert subject_of("post").find(insult.pk, people["moderator"]) is None  # type: ignore[union-attr]
    assert garden["moderator"].get(f"/report/post/{insult.pk}/").status_code == 404
    assert (
        "a copy of this one message" in garden["reporter"].get(f"/report/post/{insult.pk}/").content.decode()
    )
    garden["reporter"].post(f"/report/post/{insult.pk}/", {"reason": "insult"})
    case, copy = Case.objects.get(), Report.objects.get().copy
    assert copy == "A private insult."
    type(insult).objects.filter(pk=insult.pk).update(body="Something kinder.")
    claim_report(by=people["moderator"], case=case)
    pages = [
        garden["moderator"].get(address).content.decode()
        for address in (f"/care/{case.pk}/", f"{garden.community.get_absolute_url()}care/")
    ]
    assert "A private insult." in pages[0]
    for page in pages:
        assert not any(word in page for word in ("leeks", "Something kinder", f"/topics/{topic.pk}"))
    assert garden["moderator"].get(topic.get_absolute_url()).status_code == 404
    ruling = Ruling(measure="hide", rule="usual:insult", words="Not in private either.")
    decision = take_decision(by=people["moderator"], case=case, ruling=ruling)
    insult.refresh_from_db()
    assert insult.state == "hidden", "hidden unread"
    shown = garden["moderator"].get(decision.get_absolute_url()).content.decode()
    assert "leeks" not in shown


def test_strangers_report_without_a_code_but_not_for_ever(garden: Garden) -> None:
    REPORTS._spent.clear()
    address = f"/report/post/{garden.insult.pk}/"
    trapped = garden["nobody"].post(address, {"reason": "spam", "website": "https://example.org"})
    assert "Thank you" in trapped.content.decode()
    assert not Report.objects.exists(), "machines fill what nobody sees"
    statuses = [garden["nobody"].post(address, {"reason": "spam"}).status_code for _ in range(7)]
    assert statuses == [200] * 5 + [429] * 2
    assert Report.objects.filter(by=None).count() == 5
    assert garden["nobody"].post(address, {"reason": "nonsense"}).status_code == 422
    assert garden["nobody"].get(f"/report/nothing/{garden.insult.pk}/").status_code == 404
    REPORTS._spent.clear()


def test_what_one_may_not_read_one_cannot_report(garden: Garden) -> None:
    closed = a_community(owner=garden.people["owner"], visibility="private")
    story = a_story(community=closed, host=garden.people["owner"])
    contribution = a_contribution(story=story, by=garden.people["owner"])
    for kind, thing in (("story", story), ("contribution", contribution)):
        for who in ("nobody", "stranger", "member"):
            assert garden[who].get(f"/report/{kind}/{thing.pk}/").status_code == 404
        assert garden["owner"].get(f"/report/{kind}/{thing.pk}/").status_code == 200
    membership = garden.membership("author")
    assert garden["member"].get(f"/report/membership/{membership.pk}/").status_code == 200
    assert garden["stranger"].get(f"/report/membership/{membership.pk}/").status_code == 404


def test_contributions_are_hidden_and_come_back(garden: Garden) -> None:
    story = a_story(community=garden.community, host=garden.people["owner"])
    written = a_contribution(story=story, by=garden.people["author"])
    garden["reporter"].post(f"/report/contribution/{written.pk}/", {"reason": "off_topic"})
    decision = garden.decide("hide", case=Case.objects.get())
    written.refresh_from_db()
    assert written.state == "declined"
    garden["owner"].post(f"{decision.get_absolute_url()}lift/")
    written.refresh_from_db()
    assert written.state == "shown"


def test_returned_to_its_author_who_finds_other_words(garden: Garden) -> None:
    decision = garden.decide("return")
    page = garden["author"].get(decision.get_absolute_url()).content.decode()
    assert INSULT in page, "the author goes on from their own words"
    garden["author"].post(f"{decision.get_absolute_url()}again/", {"words": "This turnip is rather dry."})
    assert Activity.objects.filter(kind="decision.asked_again").count() == 1
    assert Activity.objects.get(kind="post.reworded").place == f"post:{garden.insult.pk}"
    garden.insult.refresh_from_db()
    assert garden.insult.state == "hidden", "until somebody has looked"
    case = Case.objects.get(closed_at=None)
    assert (
        "sent again in other words"
        in garden["second"].get(garden.community.get_absolute_url() + "care/").content.decode()
    )
    garden.decide("nothing", by="second", case=case)
    garden.insult.refresh_from_db()
    assert (garden.insult.state, garden.insult.body) == ("shown", "This turnip is rather dry.")
    assert Decision.objects.get(pk=decision.pk).state == "lifted"
    assert Activity.objects.filter(kind="post.unhidden").count() == 1
    again = garden["author"].post(f"{decision.get_absolute_url()}again/", {"words": "Once more."})
    assert again.status_code == 422


def test_kept_at_a_distance_from_where_somebody_wrote(garden: Garden) -> None:
    address = f"/report/post/{garden.insult.pk}/distance/"
    assert garden["nobody"].get(address).status_code == 302
    assert "Author" in garden["reporter"].get(address).content.decode()
    garden["reporter"].post(address, {"kind": "block"})
    assert blocks(garden.people["reporter"].pk, garden.people["author"].pk)
    assert garden["author"].post(address, {"kind": "mute"}).status_code == 422
    assert Aversion.objects.count() == 1
    page = garden["reporter"].get(garden.insult.topic.get_absolute_url()).content.decode()
    assert page.count('<details class="folded">') == 1
    assert garden["member"].get(garden.insult.topic.get_absolute_url()).content.decode().count("folded") == 0
    story = a_story(community=garden.community, host=garden.people["owner"])
    unsigned = a_contribution(story=story, by=garden.people["author"], signature="")
    there = garden["reporter"].get(f"/report/contribution/{unsigned.pk}/distance/")
    assert there.status_code == 404, "nobody learns whose it is by who is folded next"

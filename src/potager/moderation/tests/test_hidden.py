"""What is decided happens, whatever was reported; and who decides it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from potager.communities.models import Membership
from potager.conversations.actions import open_conversation
from potager.directory.actions import Said, change_profile
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.manuscripts import actions as chapters
from potager.manuscripts.models import Comment, Reply, Section
from potager.moderation import rules
from potager.moderation.actions import Ruling, change_care, claim_report, draw_lot, take_decision
from potager.moderation.models import Case, Decision, Report
from potager.moderation.subjects import subject_of
from potager.moderation.tests.conftest import Garden, letters_to
from potager.press.actions import release_book
from potager.stories.actions import add_contribution, close_story
from potager.testing import a_manuscript, a_post, a_story, a_topic


def _story(garden: Garden) -> UUID:
    return a_story(community=garden.community, host=garden.people["animateur"]).pk


def _edition(garden: Garden) -> UUID:
    host = garden.people["animateur"]
    story = a_story(community=garden.community, host=host)
    add_contribution(by=host, story=story, text="Alone.", key=uuid7(), anyway=True)
    close_story(by=host, story=story)
    return release_book(by=host, story=story, title="Alone", address="", key=uuid7()).pk


def _section(garden: Garden) -> UUID:
    owner, author = garden.people["owner"], garden.people["author"]
    book = a_manuscript(community=garden.community, editor=owner)
    section = chapters.add_section(by=owner, manuscript=book, brief=chapters.Brief(title="Rot"))
    chapters.assign_section(by=owner, section=section, member=author)
    return section.pk


def _comment(garden: Garden) -> UUID:
    section = chapters.add_section(
        by=garden.people["owner"],
        manuscript=a_manuscript(community=garden.community, editor=garden.people["owner"]),
        brief=chapters.Brief(title="Rot"),
    )
    said = {"section": section, "text": "A nettle.", "passage": chapters.Passage()}
    return chapters.make_comment(by=garden.people["author"], **said).pk


def _reply(garden: Garden) -> UUID:
    comment = Comment.objects.get(pk=_comment(garden))
    chapters.answer_comment(by=garden.people["author"], comment=comment, text="A thistle.")
    return Reply.objects.get().pk


def _membership(garden: Garden) -> UUID:
    change_profile(by=garden.people["author"], said=Said(about="I insult."), key=uuid7())
    return garden.membership("author").pk


MAKE: dict[str, Callable[[Garden], UUID]] = {
    "story": _story, "edition": _edition, "section": _section, "comment": _comment, "reply": _reply,
    "membership": _membership,
}  # fmt: skip


@pytest.mark.parametrize("kind", MAKE)
def test_what_is_hidden_is_hidden_and_comes_back(garden: Garden, kind: str) -> None:
    identifier, subject = MAKE[kind](garden), subject_of(kind)
    author = "animateur" if kind in {"story", "edition"} else "author"  # who opens stories
    assert subject
    assert (
        "Thank you"
        in garden["reporter"].post(f"/report/{kind}/{identifier}/", {"reason": "insult"}).content.decode()
    )
    case = Case.objects.get()
    assert case.author == garden.people[author]
    decision = garden.decide("hide", case=case)
    found = subject.look(identifier)
    assert found is not None
    assert found.is_out
    if kind != "membership":
        assert garden["member"].get(f"/report/{kind}/{identifier}/").status_code == 404
    hidden = Activity.objects.exclude(kind__startswith="decision.").filter(kind__endswith=".hidden")
    assert hidden.count() == 1
    told = [mail.subject for mail in letters_to(garden.people[author]) if "decision" in mail.subject]
    assert len(told) == 1
    assert garden["moderator"].get(f"/care/{case.pk}/").status_code == 200
    garden[author].post(f"{decision.get_absolute_url()}appeal/", {"words": "It was kindly meant."})
    garden["second"].post(f"{decision.get_absolute_url()}overturn/", {"words": "So it was."})
    found = subject.look(identifier)
    assert found is not None
    assert not found.is_out


def test_one_letter_tells_of_a_contribution_and_its_author_finds_other_words(garden: Garden) -> None:
    story = a_story(community=garden.community, host=garden.people["owner"])
    written = add_contribution(
        by=garden.people["author"], story=story, text="A rotten leek.", key=uuid7(), anyway=True
    )
    before = len(letters_to(garden.people["author"]))
    garden["reporter"].post(f"/report/contribution/{written.pk}/", {"reason": "insult"})
    decision = garden.decide("return", case=Case.objects.get())
    letters = letters_to(garden.people["author"])[before:]
    assert [decision.get_absolute_url() in one.body for one in letters] == [True]
    assert "One argues about things" in letters[0].body
    page = garden["author"].get(decision.get_absolute_url()).content.decode()
    assert "A rotten leek." in page
    garden["author"].post(f"{decision.get_absolute_url()}again/", {"words": "A ripe leek."})
    garden.decide("nothing", by="second", case=Case.objects.get(closed_at=None))
    written.refresh_from_db()
    assert (written.state, written.text) == ("shown", "A ripe leek.")


def test_who_reported_does_not_decide_while_somebody_else_is_there(garden: Garden) -> None:
    case = garden.report("moderator")
    refused = garden["moderator"].post(f"/care/{case.pk}/claim/")
    assert refused.status_code == 403
    assert "You reported this yourself" in refused.content.decode()
    queue = garden["moderator"].get(f"{garden.community.get_absolute_url()}care/").content.decode()
    assert "You reported it: someone else decides." in queue
    decision = garden.decide("talk", by="second", case=case)
    garden["author"].post(f"{decision.get_absolute_url()}appeal/", {"words": "Look again."})
    answered = garden["moderator"].post(f"{decision.get_absolute_url()}uphold/", {"words": "No."})
    assert answered.status_code == 422
    decision.refresh_from_db()
    assert decision.state == "standing", "nor does who reported it answer the appeal"
    garden["animateur"].post(f"{decision.get_absolute_url()}uphold/", {"words": "I looked."})
    decision.refresh_from_db()
    assert decision.state == "upheld"
    assert "had reported it too" not in garden["author"].get(decision.get_absolute_url()).content.decode()


def test_who_wrote_it_with_others_does_not_decide_about_it(garden: Garden) -> None:
    people, identifier = garden.people, _section(garden)
    section = Section.objects.select_related("manuscript__community").get(pk=identifier)
    chapters.assign_section(by=people["owner"], section=section, member=people["second"])
    garden["reporter"].post(f"/report/section/{identifier}/", {"reason": "insult"})
    case = Case.objects.get()
    assert case.author == people["author"]
    assert garden["second"].get(f"/care/{case.pk}/").status_code == 403
    with pytest.raises(rules.Concerned):
        claim_report(by=people["second"], case=case)
    decision = garden.decide("talk", case=case)
    garden["second"].post(f"{decision.get_absolute_url()}lift/")
    decision.refresh_from_db()
    assert decision.holds


def test_where_nobody_else_is_there_the_decision_says_so(garden: Garden) -> None:
    alone = Membership.objects.filter(community=garden.community, role__in=["moderator", "animateur"])
    alone.update(role="member")
    decision = garden.decide("hide", by="owner", case=garden.report("owner"))
    assert "had reported it too" in garden["author"].get(decision.get_absolute_url()).content.decode()


def test_moderators_do_not_exclude_and_are_told_who_does(garden: Garden) -> None:
    case = garden.report()
    claim_report(by=garden.people["moderator"], case=case)
    page = garden["moderator"].get(f"/care/{case.pk}/").content.decode()
    assert "Only those who animate the community exclude somebody." in page
    assert 'value="exclude"' not in page
    ruling = Ruling(measure="exclude", rule="usual:insult", words="Out.")
    with pytest.raises(rules.NotPossible):
        take_decision(by=garden.people["moderator"], case=case, ruling=ruling)


def test_of_a_private_conversation_only_what_whoever_reports_shows(garden: Garden) -> None:
    people = garden.people
    change_care(by=people["animateur"], community=garden.community, shows_log=False, draws_lots=True)
    said = {"title": "Leeks", "body": "First of the secrets.", "key": uuid7()}
    topic = open_conversation(
        by=people["author"], community=garden.community, people=[people["reporter"]], **said
    )
    a_post(topic=topic, by=people["reporter"], body="A question.")
    insult = a_post(topic=topic, by=people["author"], body="A private insult.")
    a_post(topic=topic, by=people["author"], body="The last secret.")
    form = garden["reporter"].get(f"/report/post/{insult.pk}/").content.decode()
    assert "A question." in form, "they see what they would show"
    garden["reporter"].post(f"/report/post/{insult.pk}/", {"reason": "insult"})
    case = Case.objects.get()
    assert (Report.objects.get().copy, Report.objects.get().context) == ("A private insult.", "")
    assert "A question." not in garden["moderator"].get(f"/care/{case.pk}/").content.decode()
    garden["reporter"].post(f"/report/post/{insult.pk}/", {"reason": "insult", "with_context": "on"})
    shown = garden["moderator"].get(f"/care/{case.pk}/").content.decode()
    assert "Reporter: A question." in shown
    assert "The last secret." not in shown
    assert "Let the lot decide" not in shown
    assert garden["moderator"].post(f"/care/{case.pk}/draw/").status_code == 409
    with pytest.raises(rules.NoLot):
        draw_lot(by=people["moderator"], case=case)
    assert not Decision.objects.exists()


def test_a_message_of_a_public_topic_takes_no_context_along(garden: Garden) -> None:
    topic = a_topic(community=garden.community, by=garden.people["member"])
    post = a_post(topic=topic, by=garden.people["author"], body="Hm.")
    garden["reporter"].post(f"/report/post/{post.pk}/", {"reason": "insult", "with_context": "on"})
    assert Report.objects.get().context == ""

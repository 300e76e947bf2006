"""Corrections: proposed by an editor, seen by the author, agreed, refused, discussed, undone; nothing is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from potager.communities.actions import change_role, join_community, remove_member
from potager.communities.models import Membership
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.refusals import Refusal
from potager.stories import actions, clocks, editing, histories
from potager.stories.actions.authors import withdraw_all
from potager.stories.models import Contribution, Correction
from potager.stories.queries import text_of
from potager.stories.tests.conftest import told
from potager.testing import a_member

OLD, NEW, WHY = "A bean stirred in the durk.", "A bean stirred in the dark.", "A letter had slipped."


def proposed(garden: Any, text: str = NEW, **more: Any) -> Correction:
    part = Contribution.objects.filter(story=garden.story).first() or garden.written(OLD)
    return actions.propose_correction(by=garden.host, contribution=part, text=text, reason=WHY, **more)


def now(correction: Correction) -> Correction:
    return Correction.objects.select_related("contribution", "story", "author").get(pk=correction.pk)


def letter_of(kind: str) -> Any:
    (letter,) = kind_of(kind).notices(told(kind))
    return letter


def link_in(letter: Any) -> str:
    return re.search(r"/corrections/\S+", letter.body)[0]  # type: ignore[index]


def test_an_editor_proposes_and_nothing_changes_yet(garden) -> None:
    part, browser = garden.written(OLD), garden.browser(garden.host)
    form = browser.get(f"/contributions/{part.pk}/correct/")
    page = form.content.decode()
    assert OLD in page and "3 days of silence count" in page
    fields = {"text": NEW, "reason": WHY, "seen": editing.mark_of(OLD), "key": str(uuid7())}
    for _ in range(2):  # pressed twice: one correction
        answer = browser.post(f"/contributions/{part.pk}/correct/", fields, follow=True)
    row = Correction.objects.get()
    shown = answer.content.decode()
    assert "<del" in shown and "<ins" in shown and "durk" in shown and "[added:" in shown
    assert (row.before, row.after, row.reason, row.state) == (OLD, NEW, WHY, "open")
    assert row.silence_at - row.proposed_at == timedelta(days=3)
    assert told("correction.proposed").facts == {"position": 1}
    assert "dark" not in str(told("correction.proposed").__dict__)
    assert Contribution.objects.get().text == OLD


@pytest.mark.parametrize("who", [None, "member", "stranger"])
def test_others_propose_nothing(garden, who) -> None:
    part = garden.written(OLD)
    browser = garden.browser(who and getattr(garden, who))
    answer = browser.post(f"/contributions/{part.pk}/correct/", {"text": NEW, "reason": WHY})
    assert answer.status_code == (403 if who else 302)
    assert not Correction.objects.exists()


def test_a_correction_in_a_private_community_does_not_exist_for_strangers(plant) -> None:
    garden = plant(community={"visibility": "private"})
    row = proposed(garden)
    former = garden.member
    browser = garden.browser(garden.stranger)
    for path in ("", "agree/", "refuse/", "discuss/", "take-back/", "undo/"):
        answer = (
            browser.post(f"/corrections/{row.pk}/{path}") if path else browser.get(f"/corrections/{row.pk}/")
        )
        assert answer.status_code == 404
    link = link_in(letter_of("correction.proposed"))
    remove_member(by=garden.host, membership=Membership.objects.get(member=former))
    assert garden.browser(None).get(link).status_code == 410
    assert garden.browser(former).get(f"/corrections/{row.pk}/").status_code == 404
    assert list(kind_of("correction.proposed").notices(told("correction.proposed"))) == []


def test_the_author_agrees_by_the_link_of_the_letter_without_a_password(garden) -> None:
    row = proposed(garden)
    letter = letter_of("correction.proposed")
    assert (
        letter.address == garden.member.email
        and OLD in letter.body
        and NEW in letter.body
        and WHY in letter.body
    )
    assert "counts as agreement" in letter.body
    browser, link = garden.browser(None), link_in(letter)
    page = browser.get(link)
    assert page.status_code == 200 and "I agree" in page.content.decode()
    assert now(row).state == "open", "mail scanners follow links: reading changes nothing"
    token = link.rstrip("/").rpartition("/")[2]
    after = browser.post(f"/corrections/{row.pk}/agree/", {"letter": token}, follow=True)
    assert "agreed by its author" in after.content.decode()
    assert Contribution.objects.get().text == NEW
    activity = told("correction.agreed")
    assert (activity.actor, activity.place) == (garden.member.pk, f"story:{garden.story.pk}")
    assert NEW in kind_of("correction.agreed").fragment(activity, "en")
    page = garden.browser(None).get(garden.path()).content.decode()
    assert NEW in page and OLD not in page
    assert [part.text for part in text_of(garden.now()).chapters[0].contributions] == [NEW]
    assert letter_of("correction.agreed").member == garden.host.pk


def test_a_page_that_was_kept_shows_the_new_words(garden) -> None:
    row = proposed(garden)
    garden.browser(None).get(garden.path())  # rendered, and kept in the process
    actions.agree_correction(by=garden.member, correction=row)
    assert NEW in garden.browser(None).get(garden.path()).content.decode()
    actions.undo_correction(by=garden.host, correction=now(row))
    assert OLD in garden.browser(None).get(garden.path()).content.decode()


@pytest.mark.parametrize("spoil", ["other", "address", "old", "purpose", "inactive"])
def test_a_link_opens_one_thing_for_one_person_for_a_time(garden, spoil, monkeypatch) -> None:
    from potager.stories import tokens

    row = proposed(garden)
    token = tokens.token_for(now(row))
    if spoil == "other":
        part = garden.written("Another.", by=garden.stranger)
        row = actions.propose_correction(by=garden.host, contribution=part, text="Other.", reason=WHY)
    elif spoil == "address":
        type(garden.member).objects.filter(pk=garden.member.pk).update(email="elsewhere@example.org")
    elif spoil == "old":
        monkeypatch.setattr(tokens, "LASTS", timedelta(seconds=-1))
    elif spoil == "purpose":
        token = token[:-1] + ("a" if token[-1] != "a" else "b")
    else:
        type(garden.member).objects.filter(pk=garden.member.pk).update(is_active=False)
    browser = garden.browser(None)
    answers = [browser.get(f"/corrections/{row.pk}/letter/{token}/")]
    answers += [
        browser.post(f"/corrections/{row.pk}/{act}/", {"letter": token, "text": "x"})
        for act in ("agree", "refuse", "undo", "discuss")
    ]
    nothing = browser.get(f"/corrections/{uuid7()}/letter/{token}/")
    assert {answer.status_code for answer in (*answers, nothing)} == {410}
    pages = [re.sub(rb"[0-9a-f-]{36}", b"", answer.content) for answer in (answers[0], nothing)]
    assert pages[0] == pages[1]
    assert Correction.objects.filter(state="open").count() == Correction.objects.count()


def test_nobody_answers_for_the_author(garden) -> None:
    row = proposed(garden)
    for who in (garden.host, garden.stranger, None):
        for act in ("agree", "refuse"):
            answer = garden.browser(who).post(f"/corrections/{row.pk}/{act}/")
            assert answer.status_code in {302, 403, 404}
    assert now(row).state == "open"


def test_a_get_changes_nothing(garden) -> None:
    row = proposed(garden)
    for act in ("agree", "refuse", "discuss", "undo", "take-back"):
        assert garden.browser(garden.member).get(f"/corrections/{row.pk}/{act}/").status_code == 405


def test_the_author_refuses_and_the_words_stay(garden) -> None:
    row = proposed(garden)
    page = garden.browser(garden.member).post(f"/corrections/{row.pk}/refuse/", follow=True)
    assert "refused by its author" in page.content.decode()
    assert (now(row).state, Contribution.objects.get().text) == ("refused", OLD)
    assert told("correction.refused").place == f"desk:{garden.story.pk}"
    assert letter_of("correction.refused").member == garden.host.pk
    assert garden.browser(garden.member).post(f"/corrections/{row.pk}/agree/").status_code == 409


def test_they_talk_and_a_word_of_the_author_stops_the_clock(garden) -> None:
    row = proposed(garden)
    key = str(uuid7())
    for _ in range(2):
        garden.browser(garden.member).post(
            f"/corrections/{row.pk}/discuss/", {"text": "Why <b>dark</b>?", "key": key}
        )
    page = garden.browser(garden.host).get(f"/corrections/{row.pk}/").content.decode()
    assert page.count("Why &lt;b&gt;dark&lt;/b&gt;?") == 1
    assert now(row).silence_at is None and "Silence is no agreement here" in page
    letter = letter_of("correction.discussed")
    assert letter.member == garden.host.pk and "Why <b>dark</b>?" in letter.body and "Ada says" in letter.body
    garden.browser(garden.host).post(f"/corrections/{row.pk}/discuss/", {"text": "At night."})
    latest = Activity.objects.filter(kind="correction.discussed").last()
    (answer,) = kind_of("correction.discussed").notices(latest)
    assert answer.member == garden.member.pk and "/letter/" in answer.body
    assert (
        garden.browser(garden.stranger).post(f"/corrections/{row.pk}/discuss/", {"text": "x"}).status_code
        == 404
    )
    assert (
        garden.browser(garden.host).post(f"/corrections/{row.pk}/discuss/", {"text": " "}).status_code == 422
    )
    assert row.remarks.count() == 2


def past_silence(row: Correction) -> int:
    return clocks.run_silences(timezone.now() + timedelta(days=3, minutes=1))


def overdue(row: Correction) -> None:
    Correction.objects.filter(pk=row.pk).update(silence_at=timezone.now() - timedelta(minutes=1))


def test_silence_counts_after_the_delay_and_is_marked_so(garden) -> None:
    row = proposed(garden)
    assert clocks.run_silences(timezone.now()) == 0
    overdue(row)
    assert clocks.run_silences(timezone.now()) == 1
    assert clocks.run_silences(timezone.now()) == 0
    found, activity = now(row), told("correction.tacitly_agreed")
    assert (found.state, found.was_tacit, found.contribution.text) == ("tacit", True, NEW)
    assert activity.actor is None
    page = garden.browser(garden.member).get(garden.path("history/")).content.decode()
    assert "agreed by silence, as the call announced" in page and "<ins" in page
    letters = {letter.member: letter for letter in kind_of("correction.tacitly_agreed").notices(activity)}
    assert set(letters) == {garden.member.pk, garden.host.pk}
    token = link_in(letters[garden.member.pk]).rstrip("/").rpartition("/")[2]
    garden.browser(None).post(f"/corrections/{row.pk}/undo/", {"letter": token})
    assert (now(row).state, now(row).was_tacit, Contribution.objects.get().text) == ("undone", True, OLD)


def test_where_the_call_announced_no_delay_silence_is_never_a_yes(plant) -> None:
    garden = plant(silence_days=0)
    row = proposed(garden)
    assert row.silence_at is None
    assert clocks.run_silences(timezone.now() + timedelta(days=1000)) == 0
    assert "silence is never a yes" in garden.browser(None).get(garden.path("call/")).content.decode()
    assert "There is no hurry" in letter_of("correction.proposed").body


@pytest.mark.parametrize("why", ["talked", "gone", "removed", "declined", "taken back", "released"])
def test_silence_of_who_spoke_or_cannot_is_no_yes(plant, why) -> None:
    garden = plant(community={"visibility": "members"})
    row = proposed(garden)
    if why == "talked":
        actions.discuss_correction(by=garden.member, correction=row, text="Wait.")
    elif why == "gone":
        type(garden.member).objects.filter(pk=garden.member.pk).update(is_active=False)
    elif why == "removed":
        remove_member(by=garden.host, membership=Membership.objects.get(member=garden.member))
    elif why == "declined":
        actions.decline_contribution(by=garden.host, contribution=row.contribution, reason="No.")
    elif why == "taken back":
        actions.take_back_correction(by=garden.host, correction=row)
    else:
        actions.close_story(by=garden.host, story=garden.story)
        actions.release_story(by=garden.host, story=garden.now())
        assert now(row).state == "overtaken"
    if why != "talked":
        overdue(row)
    assert clocks.run_silences(timezone.now() + timedelta(days=9)) == 0
    assert Contribution.objects.get().text == OLD


def test_the_delay_stands_in_the_call_form_the_call_and_the_agreement(garden) -> None:
    form = (
        garden.browser(garden.host).get(f"/c/{garden.story.community.address}/stories/new/").content.decode()
    )
    assert 'name="silence_days"' in form and "After 7 days of silence" in form
    assert "within 3 days" in garden.browser(None).get(garden.path("call/")).content.decode()
    assert "within 3 days" in garden.browser(None).get(garden.path()).content.decode()


def test_one_open_correction_at_a_time_and_it_can_be_taken_back(garden) -> None:
    row = proposed(garden)
    with pytest.raises(editing.WaitsForAnswer):
        proposed(garden, "Something else.")
    assert garden.browser(garden.member).post(f"/corrections/{row.pk}/take-back/").status_code == 403
    garden.browser(garden.host).post(f"/corrections/{row.pk}/take-back/")
    assert now(row).state == "taken_back" and told("correction.taken_back").actor == garden.host.pk
    assert proposed(garden, "Something else.").is_open
    page = garden.browser(garden.member).get(f"/corrections/{row.pk}/").content.decode()
    assert "taken back" in page and "I agree" not in page


@pytest.mark.parametrize("who", ["member", "host"])
def test_what_was_agreed_is_undone_by_either_and_nothing_is_erased(garden, who) -> None:
    row = proposed(garden)
    actions.agree_correction(by=garden.member, correction=row)
    assert garden.browser(garden.stranger).post(f"/corrections/{row.pk}/undo/").status_code == 404
    garden.browser(getattr(garden, who)).post(f"/corrections/{row.pk}/undo/")
    found = now(row)
    assert (found.state, found.before, found.after, found.contribution.text) == ("undone", OLD, NEW, OLD)
    (letter,) = kind_of("correction.undone").notices(told("correction.undone"))
    assert letter.member == (garden.host if who == "member" else garden.member).pk
    with pytest.raises(editing.Answered):
        actions.undo_correction(by=garden.host, correction=found)


def test_only_the_newest_agreed_wording_is_undone(garden) -> None:
    first = proposed(garden)
    actions.agree_correction(by=garden.member, correction=first)
    second = proposed(garden, "A pea.")
    actions.agree_correction(by=garden.member, correction=second)
    with pytest.raises(editing.ChangedMeanwhile):
        actions.undo_correction(by=garden.member, correction=first)
    actions.undo_correction(by=garden.member, correction=second)
    actions.undo_correction(by=garden.member, correction=first)
    assert Contribution.objects.get().text == OLD


def test_sentences_do_not_refuse_a_correction_lengths_do(plant) -> None:
    garden = plant(most_sentences=1, most_characters=100)
    row = proposed(garden, "One. Two. Three. " * 20)
    actions.agree_correction(by=garden.member, correction=row)
    assert Contribution.objects.get().sentences == 60
    for text, refusal in (
        ("x" * 20_001, editing.TooManyWords),
        ("\u200b ", editing.NoWords),
        (Contribution.objects.get().text + " \x00", editing.SameWords),
    ):
        with pytest.raises(refusal):
            proposed(garden, text)


def test_a_proposal_that_began_from_older_words_is_refused(garden) -> None:
    row = proposed(garden)
    actions.agree_correction(by=garden.member, correction=row)
    with pytest.raises(editing.ChangedMeanwhile):
        proposed(garden, "A bean stirred in the durk, twice.", seen=editing.mark_of(OLD))


def test_a_book_is_not_corrected_and_says_so(garden) -> None:
    row = proposed(garden)
    actions.agree_correction(by=garden.member, correction=row)
    actions.close_story(by=garden.host, story=garden.story)
    actions.release_story(by=garden.host, story=garden.now())
    part = Contribution.objects.get()
    answer = garden.browser(garden.host).post(
        f"/contributions/{part.pk}/correct/", {"text": "x", "reason": "y"}
    )
    assert answer.status_code == 409 and "for a new edition" in answer.content.decode()
    with pytest.raises(editing.BookIsOut):
        actions.undo_correction(by=garden.member, correction=row)
    assert (
        "a book does not change"
        in garden.browser(garden.member).get(f"/corrections/{row.pk}/").content.decode()
    )
    actions.unrelease_story(by=garden.host, story=garden.now())
    assert proposed(garden, "A new edition.").is_open


def test_who_has_left_can_agree_to_nothing(garden) -> None:
    garden.written(OLD)
    type(garden.member).objects.filter(pk=garden.member.pk).update(is_active=False)
    with pytest.raises(editing.AuthorAway):
        proposed(garden)


@pytest.mark.parametrize("state", ["declined", "waiting", "withdrawn"])
def test_what_is_not_in_the_story_is_not_corrected(garden, state) -> None:
    garden.written(OLD)
    Contribution.objects.update(state=state)
    with pytest.raises(editing.NothingToCorrect):
        proposed(garden)


def test_withdrawn_words_take_their_corrections_with_them(garden) -> None:
    row = proposed(garden)
    actions.agree_correction(by=garden.member, correction=row)
    waiting = proposed(garden, "A third wording.")
    actions.discuss_correction(by=garden.member, correction=waiting, text="The durk was meant.")
    withdraw_all(by=garden.member, story=garden.now())
    kept = [*Correction.objects.values_list("before", "after", "reason", "state")]
    assert kept == [("", "", "", "agreed"), ("", "", "", "taken_back")]
    for correction in Correction.objects.all():
        assert not correction.remarks.exists()
        with pytest.raises(Refusal):
            actions.undo_correction(by=garden.host, correction=correction)
    assert "durk" not in garden.browser(garden.host).get(garden.path("history/")).content.decode()


def test_a_community_s_editor_corrects_a_moderator_does_not(garden) -> None:
    part = garden.written(OLD)
    for role, status in (("editor", 200), ("moderator", 403)):
        person = a_member(role.capitalize(), language="en")
        made = join_community(by=person, community=garden.story.community, accepts_charter=True)
        if made.state != "active":
            Membership.objects.filter(pk=made.pk).update(state="active")
        change_role(by=garden.host, membership=made, role=role)
        assert garden.browser(person).get(f"/contributions/{part.pk}/correct/").status_code == status


def test_the_history_names_no_author_by_their_account(garden) -> None:
    part = garden.written(OLD, signature="Night bird")
    row = actions.propose_correction(by=garden.host, contribution=part, text=NEW, reason=WHY)
    actions.agree_correction(by=garden.member, correction=row)
    page = garden.browser(garden.host).get(garden.path("history/")).content.decode()
    assert "The author of no. 1 agreed" in page and "Hedwige proposed" in page
    assert "Ada" not in page.partition("<main")[2]
    entries = list(histories.history_of(garden.now(), page="1"))
    assert [entry.kind for entry in entries] == ["correction.agreed", "correction.proposed"]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "]]></text>", '#import "x"', "&lt;b&gt;", "\u202e evil"]
)
def test_hostile_wordings_are_text(garden, text) -> None:
    row = proposed(garden, text)
    page = garden.browser(garden.member).get(f"/corrections/{row.pk}/").content.decode()
    assert text not in page.replace("\u202e", "?") or text == '#import "x"'
    actions.agree_correction(by=garden.member, correction=row)
    for path in ("", "history/"):
        assert "<script>alert" not in garden.browser(garden.member).get(garden.path(path)).content.decode()


def test_the_letter_speaks_its_reader_s_language_and_the_story_s_hour(garden) -> None:
    type(garden.member).objects.filter(pk=garden.member.pk).update(language="fr")
    proposed(garden)
    letter = letter_of("correction.proposed")
    assert "Rien ne change sans vous." in letter.body and "vaut accord" in letter.body
    assert "%(" not in letter.body and garden.story.title in letter.subject

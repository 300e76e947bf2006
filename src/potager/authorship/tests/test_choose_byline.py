"""How authors say how a work names them, by the letter or signed in."""

import re
from copy import copy
from typing import Any

import pytest
from django.test import Client

from potager.authorship import letters, queries, works
from potager.authorship.actions import choose_byline
from potager.authorship.models import Choice
from potager.authorship.queries import Byline
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.permission import NotAllowed
from potager.members.actions import erase_member
from potager.notices import readers as notices
from potager.notices.models import Mail
from potager.stories.actions import add_contribution, close_story, release_story, reopen_story
from potager.testing import a_member, a_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Any:
    """An open story with two authors, one of whom signs otherwise the second time."""
    made = a_story(twice_in_a_row=True)
    made.ada, made.bo = a_member("Ada", language="en"), a_member("Bo", language="en")
    add_contribution(by=made.ada, story=made, text="The beans woke.", key=uuid7(), signature="Ada L.")
    add_contribution(by=made.bo, story=made, text="They sang.", key=uuid7())
    add_contribution(by=made.ada, story=made, text="Then they slept.", key=uuid7(), signature="Augusta")
    return made


def work_of(story: Any, member: Any) -> works.Work:
    found = works.find(f"story:{story.pk}", member)
    assert found
    return found


def signatures(story: Any) -> list[str]:
    return list(story.contributions.order_by("position").values_list("signature", flat=True))


def tell_all() -> None:
    for activity in Activity.objects.order_by("position"):
        notices.handle(activity)


def link_in(mail: Mail) -> str:
    found = re.search(r"(/names/\S+/)", mail.body)
    assert found
    return found[1]


def test_a_press_in_the_letter_answers_without_signing_in(story: Any) -> None:
    close_story(by=story.host, story=story)
    tell_all()
    mail = Mail.objects.get(to=story.ada.email, subject__contains="Your name")
    browser = Client(headers={"accept-language": "en"})
    page = browser.get(link_in(mail))
    assert page.status_code == 200
    assert "Ada L." in page.content.decode()
    assert not Choice.objects.exists(), "opening the page changes nothing"
    answer = browser.post(link_in(mail), {"naming": "anonymous"}, follow=True)
    assert "Kept" in answer.content.decode()
    assert "_auth_user_id" not in browser.session, "the link signs nobody in"
    assert Choice.objects.get().naming == "anonymous"
    assert signatures(story) == ["", "Bo", ""]
    told = Activity.objects.get(kind="byline.chosen")
    assert (told.actor, told.place, told.facts) == (story.ada.pk, f"story:{story.pk}", {})


def test_another_name_with_a_link_and_a_line(story: Any) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(story.ada)
    address = f"/me/names/story/{story.pk}/"
    browser.post(address, {"naming": "another", "name": "  Lady  Beans "})
    browser.post(address, {"naming": "about", "link": "example.org/ada?x=1", "presentation": "Keeps\nbees."})
    page = browser.get(address).content.decode()
    assert 'href="https://example.org/ada?x=1" rel="nofollow' in page
    assert "Keeps bees." in page
    assert signatures(story) == ["Lady Beans", "Bo", "Lady Beans"]
    named = queries.bylines_of(f"story:{story.pk}", {story.ada.pk: "Ada L.", story.bo.pk: "Bo"})
    assert named[story.ada.pk] == Byline("Lady Beans", "https://example.org/ada?x=1", "Keeps bees.")
    assert named[story.bo.pk] == Byline("Bo")
    assert "Lady Beans" in browser.get("/me/names/").content.decode()


def test_as_signed_brings_every_signature_back(story: Any) -> None:
    choose_byline(by=story.ada, work=work_of(story, story.ada), naming="anonymous")
    choose_byline(by=story.ada, work=work_of(story, story.ada), naming="as_signed")
    assert signatures(story) == ["Ada L.", "Bo", "Augusta"]
    assert work_of(story, story.ada).signed == "Ada L."


def test_what_comes_later_is_named_as_chosen(story: Any) -> None:
    choose_byline(by=story.ada, work=work_of(story, story.ada), naming="anonymous")
    later = add_contribution(by=story.ada, story=story, text="And again.", key=uuid7(), signature="Ada")
    assert later.signature == ""
    assert add_contribution(by=story.bo, story=story, text="Quiet.", key=uuid7()).signature == "Bo"


def test_whoever_is_anonymous_has_no_link_nor_line(story: Any) -> None:
    work = work_of(story, story.ada)
    said = Byline("Lady", "https://example.org/", "Keeps bees.")
    choose_byline(by=story.ada, work=work, naming="another", wanted=said)
    choose_byline(by=story.ada, work=work, naming="anonymous", wanted=said)
    row = Choice.objects.get()
    assert (row.name, row.link, row.presentation) == ("", "", "")


@pytest.mark.parametrize(
    "link",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "https://user:pass@example.org/",
        "https://localhost/",
        "https://exa mple.org/",
        "https://example.org/\n",
        "data:text/html,x",
        "https://",
        "https://example.org/" + "a" * 400,
        "ftp://example.org",
        "//example.org\\@evil.org",
    ],
)
def test_a_link_is_a_plain_https_address(story: Any, link: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(story.ada)
    answer = browser.post(f"/me/names/story/{story.pk}/", {"naming": "about", "link": link})
    assert answer.status_code == 422 or Choice.objects.get().link in {"https://example.org/"}


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "x" * 81, "\u3164"])
def test_another_name_is_one_that_others_can_read(story: Any, name: str) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(story.ada)
    answer = browser.post(f"/me/names/story/{story.pk}/", {"naming": "another", "name": name})
    assert answer.status_code == 422
    assert not Choice.objects.exists()


def test_hostile_words_stay_words(story: Any) -> None:
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(story.ada)
    address = f"/me/names/story/{story.pk}/"
    browser.post(address, {"naming": "another", "name": "<script>alert(1)</script>"})
    line = '"><img src=x onerror=alert(1)> \u202e#import'
    browser.post(address, {"naming": "about", "presentation": line, "link": "https://example.org/?a='\"><b>"})
    kept = Choice.objects.get()
    assert "\u202e" not in kept.presentation
    assert "<" not in kept.link
    for page in (address, "/me/names/", f"/stories/{story.pk}/", "/me/leave/"):
        body = browser.get(page).content.decode()
        assert "<script>alert" not in body, page
        assert "<img src=x" not in body, page


def test_nobody_chooses_for_another(story: Any) -> None:
    with pytest.raises(NotAllowed):
        choose_byline(by=story.bo, work=work_of(story, story.ada), naming="anonymous")
    stranger = a_member("Mallory")
    browser = Client()
    address = f"/me/names/story/{story.pk}/"
    assert browser.post(address, {"naming": "anonymous"}).status_code == 302
    browser.force_login(stranger)
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"naming": "anonymous"}).status_code == 404
    assert not Choice.objects.exists()


def test_a_link_is_for_one_author_and_one_work(story: Any) -> None:
    token = letters.token_of(work_of(story, story.ada))
    browser = Client()
    for spoilt in (token[:-2], token + "x", token.swapcase(), "x" * 60, token.replace(":", "=")):
        assert browser.get(f"/names/{spoilt}/").status_code in {404, 410}, spoilt
        assert browser.post(f"/names/{spoilt}/", {"naming": "anonymous"}).status_code in {404, 410}
    assert not Choice.objects.exists()


def test_a_link_grows_old(story: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    token = letters.token_of(work_of(story, story.ada))
    monkeypatch.setattr(letters, "LASTS", -letters.LASTS)
    page = Client(headers={"accept-language": "en"}).get(f"/names/{token}/")
    assert page.status_code == 410
    assert "no longer opens" in page.content.decode()


def test_a_closed_account_is_not_opened_by_its_link(story: Any) -> None:
    token = letters.token_of(work_of(story, story.ada))
    erase_member(by=story.ada)
    assert Client().post(f"/names/{token}/", {"naming": "anonymous"}).status_code == 410


def test_one_letter_per_author_and_closing_until_they_answer(story: Any) -> None:
    close_story(by=story.host, story=story)
    tell_all()
    tell_all()
    asked = Mail.objects.filter(subject__contains="Your name in")
    assert sorted(asked.values_list("to", flat=True)) == sorted([story.ada.email, story.bo.email])
    choose_byline(by=story.ada, work=work_of(story, story.ada), naming="anonymous")
    reopen_story(by=story.host, story=story)
    close_story(by=story.host, story=story)
    tell_all()
    assert asked.filter(to=story.ada.email).count() == 1
    assert asked.filter(to=story.bo.email).count() == 2


def test_the_host_who_writes_gets_both_letters(story: Any) -> None:
    add_contribution(by=story.host, story=story, text="I too.", key=uuid7())
    other = copy(story.host)
    close_story(by=None, story=_over(story))
    tell_all()
    subjects = Mail.objects.filter(to=other.email).values_list("subject", flat=True)
    assert len([one for one in subjects if story.title in one]) == 2, list(subjects)


def test_after_the_release_it_is_for_the_next_edition(story: Any) -> None:
    close_story(by=story.host, story=story)
    release_story(by=story.host, story=story)
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(story.ada)
    page = browser.get(f"/me/names/story/{story.pk}/").content.decode()
    assert "next edition" in page
    browser.post(f"/me/names/story/{story.pk}/", {"naming": "anonymous"})
    assert signatures(story) == ["", "Bo", ""]


def _over(story: Any) -> Any:
    story.opens_at, story.closes_at = story.opens_at.replace(year=2020), story.closes_at.replace(year=2021)
    story.save(update_fields=["opens_at", "closes_at"])
    return story

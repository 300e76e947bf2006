"""Passages: drafts save themselves, done is an act, and two people at one passage lose nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.communities.actions import leave_community
from potager.communities.models import Membership
from potager.journal.models import Activity
from potager.translations import actions, queries, refusals
from potager.translations.models import EarlierPassage, Passage
from potager.translations.tests.conftest import a_translator, signed_in

pytestmark = pytest.mark.django_db
SCRIPT = {"X-Requested-With": "potager"}


def path_of(translation, name="translate_passage", passage="title"):
    return reverse(f"translations:{name}", args=[translation.pk, passage])


def test_passages_stand_side_by_side_in_the_order_of_the_book(translation, nour):
    page = signed_in(nour).get(translation.get_absolute_url()).content.decode()
    texts = ["Les limaces", "Un soir.", "Il pleuvait", "Sauf les limaces.", "Elles dansaient."]
    places = [page.index(text) for text in texts]
    assert places == sorted(places)
    assert "0 passages of 5 done" in page
    assert page.count('lang="en" dir="ltr"') == 5


def test_what_is_typed_is_saved_without_an_act(translation, nour):
    before = Activity.objects.count()
    answer = signed_in(nour).post(
        path_of(translation, "save_draft"), {"text": "The sl", "version": 0}, headers=SCRIPT
    )
    assert answer.status_code == 200
    assert 'data-version="1"' in answer.content.decode()
    found = Passage.objects.get()
    assert (found.text, found.state, found.version, found.by) == ("The sl", "draft", 1, nour)
    assert Activity.objects.count() == before
    assert [one.name for one in queries.translators_of(translation)] == ["Nour"]


def test_a_passage_is_done(translation, nour):
    answer = signed_in(nour).post(path_of(translation), {"text": "The slugs", "version": 0, "show": "todo"})
    assert answer.url == f"{translation.get_absolute_url()}?show=todo&page=1#title"
    assert Passage.objects.get().is_done
    told = Activity.objects.get(kind="passage.translated")
    assert (told.place, told.facts, told.community) == (f"translation:{translation.pk}", {"version": 1}, None)
    assert "1 passage of 5 done" in signed_in(nour).get(translation.get_absolute_url()).content.decode()


def test_a_done_passage_is_taken_up_again(translation, nour):
    actions.translate_passage(by=nour, translation=translation, passage="title", text="The slugs", version=0)
    assert signed_in(nour).post(path_of(translation, "reopen_passage")).status_code == 302
    found = Passage.objects.get()
    assert (found.state, found.version) == ("draft", 2)
    assert Activity.objects.filter(kind="passage.reopened").count() == 1


def test_two_at_one_passage_are_told_and_lose_nothing(edition, translation, nour):
    zoe = a_translator(edition, "Zoé")
    actions.save_draft(by=nour, translation=translation, passage="title", text="The slugs", version=0)
    typed = {"text": "Slugs <b>at</b> night", "version": 0}
    script = signed_in(zoe).post(path_of(translation, "save_draft"), typed, headers=SCRIPT)
    assert script.status_code == 409
    assert 'data-keep="1"' in script.content.decode()
    assert "The slugs" in script.content.decode()
    page = signed_in(zoe).post(path_of(translation), typed)
    assert page.status_code == 409
    assert "What Nour wrote" in page.content.decode()
    assert "Slugs &lt;b&gt;at&lt;/b&gt; night</textarea>" in page.content.decode()
    assert 'name="version" value="1"' in page.content.decode()
    assert Passage.objects.get().text == "The slugs"
    signed_in(zoe).post(path_of(translation), {**typed, "version": 1})
    assert Passage.objects.get().text == "Slugs <b>at</b> night"
    assert EarlierPassage.objects.get().text == "The slugs"
    assert "The slugs" in signed_in(nour).get(path_of(translation)).content.decode()


def test_two_windows_of_one_person_never_quarrel_and_lose_nothing(translation, nour):
    for version, text in ((0, "The slugs"), (1, "The slugs dance"), (1, "Slugs")):
        actions.save_draft(by=nour, translation=translation, passage="title", text=text, version=version)
    assert Passage.objects.get().text == "Slugs"
    assert [one.text for one in EarlierPassage.objects.all()] == ["The slugs dance"]
    again = actions.save_draft(by=nour, translation=translation, passage="title", text="Slugs", version=3)
    assert again.version == 3


def test_rules_of_a_passage(translation, nour):
    with pytest.raises(refusals.NothingTranslated):
        actions.translate_passage(by=nour, translation=translation, passage="opening", text=" \n", version=0)
    with pytest.raises(refusals.TooLong):
        actions.save_draft(by=nour, translation=translation, passage="title", text="x" * 121, version=0)
    assert not Passage.objects.exists()
    client = signed_in(nour)
    for name in ("translate_passage", "save_draft", "reopen_passage"):
        path = path_of(translation, name, "contribution-nothing")
        assert client.post(path, {"text": "x", "version": 0}).status_code == 404
    for typed in ({"text": "x"}, {"text": "x", "version": "-1"}, {"text": "x" * 50_000, "version": 0}):
        assert client.post(path_of(translation), typed).status_code == 422
    actions.save_draft(by=nour, translation=translation, passage="title", text="a\x00b\nc", version=0)
    assert Passage.objects.get().text == "ab c"


def test_only_members_translate(edition, translation, nour):
    typed = {"text": "Mine", "version": 0}
    former = a_translator(edition, "Former")
    leave_community(by=former, community=edition.story.community)
    for who in (testing.a_member("Eve", language="en"), former):
        for name in ("translate_passage", "save_draft", "reopen_passage"):
            assert signed_in(who).post(path_of(translation, name), typed).status_code == 403
        assert signed_in(who).get(translation.get_absolute_url()).status_code == 403
    assert Client().post(path_of(translation), typed).url.startswith("/sign-in/")
    Membership.objects.filter(member=nour).update(state="removed")
    assert signed_in(nour).post(path_of(translation), typed).status_code == 403
    assert not Passage.objects.exists()

"""Beginning a translation: who may, into which languages, and what a licence asks."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from potager import testing
from potager.communities.actions import change_role
from potager.communities.models import Membership
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.lib.tongues import LANGUAGES
from potager.translations import actions, refusals
from potager.translations.models import Translation
from potager.translations.tests.conftest import a_book, a_translator, signed_in

pytestmark = pytest.mark.django_db


def url_of(edition):
    return reverse("translations:open_translation", args=[edition.pk])


def test_a_member_begins_a_translation(edition, nour):
    client = signed_in(nour)
    page = client.get(url_of(edition)).content.decode()
    assert '<option value="fr"' not in page
    assert page.count("<option") == len(LANGUAGES) - 1
    answer = client.post(url_of(edition), {"language": "ar", "key": str(uuid4())})
    made = Translation.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.language, made.by, made.original) == ("ar", nour, edition)
    told = Activity.objects.get(kind="translation.opened")
    assert (told.target, told.facts) == (f"translation:{made.pk}", {"language": "ar"})
    workshop = client.get(answer.url).content.decode()
    assert 'lang="ar" dir="rtl"' in workshop
    assert "العربية" in client.get(url_of(edition)).content.decode()
    assert '<option value="ar"' not in client.get(url_of(edition)).content.decode()


def test_two_clicks_are_one_translation(edition, nour):
    client, key = signed_in(nour), str(uuid4())
    assert client.post(url_of(edition), {"language": "de", "key": key}).status_code == 302
    assert client.post(url_of(edition), {"language": "de", "key": key}).status_code == 422  # taken
    assert actions.open_translation(by=nour, edition=edition, language="de", key=key).language == "de"
    with pytest.raises(refusals.UnderWay):
        actions.open_translation(by=nour, edition=edition, language="de", key=uuid7())
    for language in ("fr", "xx", ""):
        with pytest.raises(refusals.SameLanguage):
            actions.open_translation(by=nour, edition=edition, language=language, key=uuid7())
    assert Translation.objects.count() == 1


def test_reserved_rights_need_a_hosts_yes(host):
    edition = a_book(host, licence="reserved")
    nour = a_translator(edition)
    page = signed_in(nour).get(url_of(edition)).content.decode()
    assert "All rights in this book stay with its authors" in page
    assert "<option" not in page
    with pytest.raises(refusals.NotThisLicence):
        actions.open_translation(by=nour, edition=edition, language="en", key=uuid7())
    opened = actions.open_translation(by=host, edition=edition, language="en", key=uuid7())
    actions.save_draft(by=nour, translation=opened, passage="title", text="The slugs", version=0)


def test_an_editor_may_open_what_is_reserved(host):
    edition = a_book(host, licence="reserved")
    iris = a_translator(edition, "Iris")
    membership = Membership.objects.get(member=iris)
    change_role(by=host, membership=membership, role="editor")
    assert actions.open_translation(by=iris, edition=edition, language="en", key=uuid7())


def test_strangers_begin_nothing(edition):
    typed = {"language": "en", "key": str(uuid4())}
    assert Client().post(url_of(edition), typed).url.startswith("/sign-in/")
    page = signed_in(testing.a_member("Eve", language="en")).post(url_of(edition), typed)
    assert page.status_code == 422
    assert not Translation.objects.exists()


def test_a_private_book_is_unknown_here_too(host):
    edition = a_book(host, visibility="private")
    eve = signed_in(testing.a_member("Eve", language="en"))
    opened = actions.open_translation(by=host, edition=edition, language="en", key=uuid7())
    for path in (url_of(edition), opened.get_absolute_url(), f"{opened.get_absolute_url()}release/"):
        assert eve.get(path).status_code == 404
        assert signed_in(host).get(path).status_code == 200


def test_translators_sign_as_they_choose(translation, nour):
    path = reverse("translations:sign_translation", args=[translation.pk])
    signed_in(nour).post(path, {"name": "La Chouette"})
    assert translation.translators.get().name == "La Chouette"
    assert Activity.objects.get(kind="translation.signed").facts == {}
    signed_in(nour).post(path, {"name": ""})
    assert translation.translators.get().name == ""
    assert signed_in(testing.a_member("Eve", language="en")).post(path, {"name": "Eve"}).status_code == 403
    assert translation.translators.count() == 1

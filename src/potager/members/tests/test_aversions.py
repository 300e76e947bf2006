"""Muting and blocking: a private matter."""

import pytest
from django.test import Client

from potager.journal.models import Activity
from potager.members import actions, queries
from potager.members.models import Aversion
from potager.testing import a_member

pytestmark = pytest.mark.django_db


def test_mute_and_block_and_back() -> None:
    ada, bea = a_member("Ada"), a_member("Bea")
    muted = actions.mute_member(by=ada, toward=bea, name="Bea")
    assert queries.muted_by(ada) == {bea.pk}
    assert not queries.blocks(ada.pk, bea.pk)
    blocked = actions.block_member(by=ada, toward=bea, name="Bea")
    assert blocked.pk == muted.pk, "one row for each person"
    assert queries.blocks(ada.pk, bea.pk)
    assert not queries.blocks(bea.pk, ada.pk)
    assert queries.blockers_of(bea.pk) == {ada.pk}
    browser = Client()
    browser.force_login(ada)
    page = browser.get("/me/aversions/").content.decode()
    assert "Bea" in page
    assert f"/me/aversions/{blocked.pk}/unblock/" in page
    browser.post(f"/me/aversions/{blocked.pk}/unblock/")
    assert not Aversion.objects.exists()
    again = actions.mute_member(by=ada, toward=bea, name="Bea")
    browser.post(f"/me/aversions/{again.pk}/unmute/")
    assert queries.muted_by(ada) == set()
    acts = Activity.objects.filter(actor=ada.pk, target__startswith="aversion:").order_by("position")
    kinds = ["member.muted", "member.blocked", "member.unblocked", "member.muted", "member.unmuted"]
    assert [one.kind for one in acts] == kinds
    assert {one.place for one in acts} == {f"member:{ada.pk}"}, "where nobody else listens"
    assert str(bea.pk) not in str(list(acts.values())), "the journal does not say whom"


def test_nobody_else_sees_or_ends_it() -> None:
    ada, bea = a_member("Ada"), a_member("Bea")
    found = actions.mute_member(by=ada, toward=bea, name="Bea")
    for browser in (Client(), Client()):
        assert browser.get("/me/aversions/").status_code == 302
    stranger = Client()
    stranger.force_login(bea)
    assert "Bea" not in stranger.get("/me/aversions/").content.decode().partition("<main")[2]
    assert stranger.post(f"/me/aversions/{found.pk}/unmute/").status_code == 404
    assert queries.muted_by(ada) == {bea.pk}
    with pytest.raises(actions.NotOneself):
        actions.block_member(by=ada, toward=ada, name="Ada")


def test_who_leaves_is_forgotten() -> None:
    ada, bea = a_member("Ada"), a_member("Bea")
    actions.mute_member(by=ada, toward=bea, name="Bea")
    actions.erase_member(by=bea)
    assert not Aversion.objects.exists()

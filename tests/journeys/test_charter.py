"""A charter that changes: a member who was about to write sees what is new, ticks, and loses no word."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("charter")]

RULES = {"writers": "members", "language": "fr", "most_sentences": "5", "most_characters": "1200",
         "pause_minutes": "0", "licence": "cc-by-sa"}  # fmt: skip
TEXT = "On tira les volets. La charte attendrait bien une phrase."


def post(visit, path, **form):
    answer = visit.context.request.post(visit.house.url + path, form=form)
    assert answer.ok, f"{path}: {answer.status}"
    return answer.url.removeprefix(visit.house.url)


@pytest.fixture(scope="module")
def story(long_visit, owner):
    """The owner's visit, and the path of a story in a community with a charter."""
    host = long_visit(storage_state=owner.state)
    terms = {"name": "Les volets", "address": "volets", "language": "fr", "charter": "On se parle doucement."}
    post(host, "/c/new/", **terms, visibility="public", joining="open")
    opening = "Le soir tombait sur les volets verts."
    call = post(host, "/c/volets/stories/new/", title="Les volets", opening=opening, **RULES)
    return host, call.removesuffix("call/")


def test_what_is_new_is_accepted_where_one_writes(visit, story):
    host, path = story
    member = visit(viewport={"width": 360, "height": 740})
    member.sign_in("Maud", "maud@volets.example")
    post(member, "/c/volets/join/", accepts_charter="on")
    page = member.go(path)
    page.evaluate("window.stayed = true")
    member.text.fill(TEXT)

    change = host.go("/c/volets/charter/change/")
    change.get_by_label("Charte").fill("On se parle doucement.\nOn ferme les volets la nuit.")
    host.check()
    change.get_by_role("button", name="Garder cette charte").click()
    expect(change.get_by_text("La charte est gardée.")).to_be_visible()
    change.get_by_role("link", name="Ce qui change dans la version 2").click()
    expect(change.locator("ins")).to_contain_text("On ferme les volets la nuit.")
    host.check()

    member.send()
    expect(member.warning).to_contain_text("La charte a changé")
    expect(member.text).to_have_value(TEXT)
    expect(page.locator(".charter-asked ins")).to_contain_text("On ferme les volets la nuit.")
    member.check()
    page.get_by_label("J’accepte la charte telle qu’elle est maintenant.").check()
    member.send()
    expect(member.story.get_by_text("On tira les volets.")).to_have_count(1)
    expect(page.locator(".charter-asked")).to_have_count(0)
    assert page.evaluate("window.stayed"), "the page was reloaded"


def test_the_next_visit_shows_it_at_the_front(visit, story):
    host, _path = story
    member = visit()
    member.sign_in("Noé", "noe@volets.example")
    post(member, "/c/volets/join/", accepts_charter="on")
    post(host, "/c/volets/charter/change/", text="On se parle doucement.\nOn ouvre les volets à l’aube.")
    page = member.go("/c/volets/")
    expect(page.get_by_role("heading", name="Ce qui est nouveau dans la charte")).to_be_visible()
    member.check()
    page.get_by_role("button", name="J’accepte la charte").click()
    expect(page.get_by_text("Merci : vous pouvez écrire de nouveau.")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce qui est nouveau dans la charte")).to_have_count(0)
    page = host.go("/c/volets/members/")
    expect(page.get_by_role("heading", name="Ce que chaque rôle permet")).to_be_visible()
    host.check()

"""The itinerant café: every last Thursday, a call for a host, a place is chosen, one date moved, one cancelled."""

from datetime import date, timedelta

import pytest
from babel.dates import format_date
from dateutil.rrule import MONTHLY, TH, rrule
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("cafe")]

FIRST = (date.today() + timedelta(days=40)).replace(day=1)  # noqa: DTZ011 (any month that comes)
DATES = [one.date() for one in rrule(MONTHLY, byweekday=TH(-1), dtstart=FIRST, count=4)]


def post(visit, path, **form):
    answer = visit.context.request.post(visit.house.url + path, form=form)
    assert answer.ok, f"{path}: {answer.status}"


@pytest.fixture
def people(visit, owner):
    """Whoever animates, at a desk; a member on a phone at night."""
    host = visit(storage_state=owner.state)
    terms = {"name": "Le potager", "address": "potager-cafe", "language": "fr", "charter": ""}
    post(host, "/c/new/", **terms, visibility="public", joining="open")
    member = visit(viewport={"width": 360, "height": 740}, color_scheme="dark")
    member.sign_in("Maud", "maud@cafe.example")
    post(member, "/c/potager-cafe/join/", accepts_charter="on")
    return host, member


def test_a_cafe_finds_its_host(people, visit):
    host, member = people
    cafe = _calls_every_last_thursday(host)
    second = _opens_a_call(host, cafe)
    _offers_her_place(member, second)
    _chooses(host, second)
    _moves_one_and_cancels_another(host, cafe)
    _shows_it_all(visit(), cafe, second)


def _calls_every_last_thursday(host):
    page = host.go("/c/potager-cafe/events/new/")
    page.get_by_label("Titre", exact=True).fill("Le café du potager")
    page.locator("[name=day]").fill(FIRST.isoformat())
    page.locator("[name=hour]").fill("19:00")
    page.get_by_label("Par mois, un jour de la semaine (le dernier jeudi)").check()
    page.locator("[name=weekday]").select_option("TH")
    expect(page.locator(".rule-next")).to_contain_text("Chaque mois, le dernier jeudi")
    expect(page.locator(".rule-next")).to_contain_text(format_date(DATES[1], "full", locale="fr"))
    expect(page.locator("[name=typed_rule]")).to_be_hidden()
    page.get_by_label("Le lieu et la personne qui accueille changent chaque fois").check()
    host.check()
    page.get_by_role("button", name="Proposer").last.click()
    expect(page.get_by_role("heading", name="Le café du potager", level=1)).to_be_visible()
    expect(page.get_by_text("Chaque mois, le dernier jeudi")).to_be_visible()
    host.check()
    return page.url.removeprefix(host.house.url)


def _opens_a_call(host, cafe):
    page = host.go(cafe)
    page.locator(".cafe-dates .cafe-day").nth(1).click()
    page.get_by_text("S’occuper de cette date").click()
    host.check()
    session = page.url.removeprefix(host.house.url)
    page.get_by_role("link", name="Trouver qui accueille").click()
    page.get_by_role("button", name="Lancer l’appel à accueillir").click()
    expect(page.get_by_text("L’appel est lancé ; personne", exact=False)).to_be_visible()
    host.check()
    return session


def _offers_her_place(member, session):
    page = member.go(session)
    page.get_by_role("link", name="Proposer votre lieu").click()
    page.get_by_label("Lieu", exact=True).fill("Chez Maud, sous le tilleul")
    page.get_by_label("Rue et numéro").fill("7 rue des Saules")
    page.get_by_label("Quelques mots du lieu").fill("Un chat, trois marches.")
    member.check()
    page.get_by_role("button", name="Proposer mon lieu").click()
    expect(page.get_by_text("Vous proposez : Chez Maud, sous le tilleul", exact=False)).to_be_visible()
    member.check()


def _chooses(host, session):
    page = host.go(f"{session}hosting/")
    expect(page.get_by_text("7 rue des Saules")).to_be_visible()
    host.check()
    page.get_by_role("button", name="Choisir : Chez Maud, sous le tilleul").click()
    expect(page.get_by_text("C’est choisi", exact=False)).to_be_visible()


def _moves_one_and_cancels_another(host, cafe):
    page = host.go(cafe)
    page.locator(".cafe-dates .cafe-day").nth(2).click()
    page.get_by_text("S’occuper de cette date").click()
    page.get_by_role("link", name="La déplacer").click()
    page.locator("[name=day]").fill((DATES[2] - timedelta(days=1)).isoformat())
    page.get_by_label("Un mot aux personnes qui viennent").fill("Jeudi, la salle est prise.")
    host.check()
    page.get_by_role("button", name="La déplacer").click()
    expect(page.get_by_text("Jeudi, la salle est prise.")).to_be_visible()
    host.go(cafe)
    page.locator(".cafe-dates .cafe-day").nth(3).click()
    page.get_by_text("S’occuper de cette date").click()
    page.get_by_role("link", name="L’annuler").click()
    host.check()
    page.get_by_role("button", name="Annuler la date").click()
    expect(page.get_by_text("La date est annulée", exact=False)).to_be_visible()


def _shows_it_all(passer_by, cafe, session):
    page = passer_by.go(cafe)
    dates = page.locator(".cafe-dates > li")
    expect(dates.nth(1)).to_contain_text("Chez Maud, sous le tilleul")
    expect(dates.nth(2)).to_contain_text(str((DATES[2] - timedelta(days=1)).day))
    expect(dates.nth(3)).to_contain_text("annulée")
    expect(page.get_by_text("7 rue des Saules")).to_have_count(0)
    passer_by.check()
    passer_by.go(session)
    expect(page.get_by_text("7 rue des Saules")).to_have_count(0)
    passer_by.check()

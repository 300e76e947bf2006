"""Nothing typed is lost: reload, lost network, expired session, double click, a story that moved on."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("drafts")]

TEXT = "Le puits était plus profond qu’on ne le disait."


def test_a_draft_survives_a_reload(visit, plot):
    path = plot.open_story("Le puits")
    author = visit()
    page = author.go(path)
    author.text.fill(TEXT)
    author.sign("Gaspard", "gaspard@brouillon.example")
    page.reload()
    expect(author.text).to_have_value(TEXT)
    expect(page.locator("#composer-name")).to_have_value("Gaspard")
    expect(page.locator("#composer-email")).to_have_value("gaspard@brouillon.example")
    page.goto("about:blank")
    author.go(path)
    expect(author.text).to_have_value(TEXT)


def test_a_lost_network_loses_nothing_and_the_text_goes_out_once_it_is_back(visit, plot):
    author, witness = visit(), visit()
    author.sign_in("Colette", "colette@brouillon.example")
    path = plot.open_story("La coupure")
    author.go(path)
    author.text.fill(TEXT)
    author.cut_off()
    author.send()
    expect(author.warning).to_contain_text("Le serveur ne répond pas")
    expect(author.text).to_have_value(TEXT)
    author.send()
    expect(author.warning).to_contain_text("gardé dans ce navigateur")
    author.context.set_offline(False)
    expect(author.story.get_by_text(TEXT)).to_have_count(1)
    expect(author.text).to_have_value("")
    witness.go(path)
    expect(witness.story.get_by_text(TEXT)).to_have_count(1)


def test_an_expired_session_asks_for_the_code_again_and_keeps_the_text(visit, plot):
    email = "hector@brouillon.example"
    author = visit()
    author.sign_in("Hector", email)
    author.go(plot.open_story("Le sablier"))
    author.text.fill(TEXT)
    author.context.clear_cookies()
    author.send()
    expect(author.warning).to_contain_text("Votre texte est gardé")
    expect(author.text).to_have_value(TEXT)
    author.sign("Hector", email)
    author.send()
    expect(author.page.locator("#composer-code")).to_be_visible()
    expect(author.text).to_have_value(TEXT)
    author.confirm(email)
    expect(author.story.get_by_text(TEXT)).to_have_count(1)
    expect(author.text).to_have_value("")


def test_a_double_click_stores_once(visit, plot):
    author = visit()
    author.sign_in("Blaise", "blaise@brouillon.example")
    author.go(plot.open_story("Deux fois"))
    author.text.fill(TEXT)
    author.page.locator("#composer .row button").dblclick()
    expect(author.story.get_by_text(TEXT)).to_have_count(1)
    expect(author.text).to_have_value("")
    author.page.reload()
    expect(author.story.get_by_text(TEXT)).to_have_count(1)


def test_an_answer_that_is_lost_on_the_way_stores_once(visit, plot):
    author = visit()
    author.sign_in("Irène", "irene@brouillon.example")
    page = author.go(plot.open_story("L’écho"))
    author.text.fill(TEXT)

    def lose(route):
        route.fetch()  # the server has stored it; nobody hears of it
        route.abort()

    page.route("**/contributions/new/", lose, times=1)
    page.route("**/live*", lambda route: route.abort())
    author.send()
    expect(author.warning).to_contain_text("Le serveur ne répond pas")
    author.send()
    expect(author.text).to_have_value("")
    page.reload()
    expect(author.story.get_by_text(TEXT)).to_have_count(1)


def test_a_story_that_moved_on_is_read_before_sending(visit, plot):
    path = plot.open_story("Pendant ce temps")
    slow, quick, other = visit(), visit(), visit()
    slow.sign_in("Lente", "lente@brouillon.example")
    slow.context.route("**/live*", lambda route: route.abort())  # no news reaches this browser
    slow.go(path)
    slow.text.fill(TEXT)
    for number, author in enumerate((quick, other), start=1):
        author.sign_in(f"Vive {number}", f"vive{number}@brouillon.example")
        author.go(path)
        author.text.fill(f"Passage numéro {number}.")
        author.send()
        expect(author.story).to_contain_text(f"Passage numéro {number}.")

    slow.send()
    expect(slow.warning).to_contain_text("L’histoire a avancé de 2")
    arrivals = slow.page.locator("#composer .arrivals")
    expect(arrivals).to_contain_text("Passage numéro 1.")
    expect(arrivals).to_contain_text("Passage numéro 2.")
    expect(slow.text).to_have_value(TEXT)
    slow.check()
    slow.page.get_by_role("button", name="Envoyer quand même").click()
    expect(slow.text).to_have_value("")
    expect(quick.story.locator("[data-position]").last).to_contain_text(TEXT)


def test_what_arrives_out_of_sight_is_announced_beside_the_text(visit, plot):
    opening = "\n".join(f"Ligne {number} de l’ouverture, qui prend de la place." for number in range(40))
    path = plot.open_story("Le long début", opening=opening)
    reader, author = visit(viewport={"width": 360, "height": 640}), visit()
    reader.go(path)
    reader.text.fill("J’écris sans regarder.")
    author.sign_in("Furtive", "furtive@brouillon.example")
    author.go(path)
    author.text.fill("Quelque chose arriva plus bas.")
    author.send()
    moved = reader.page.locator("#composer [data-moved]")
    expect(moved).to_have_text("L’histoire a avancé de 1 : relire avant d’envoyer")
    moved.click()
    expect(reader.story.get_by_text("Quelque chose arriva plus bas.")).to_be_in_viewport()
    expect(moved).to_be_hidden()
    expect(reader.text).to_have_value("J’écris sans regarder.")

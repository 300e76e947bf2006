"""Looking at a story: its river, its replay, the wall of a room."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("looking")]


def written(visit, plot, title):
    """A story of two contributions, and one of its two authors."""
    path, first, second = plot.open_story(title), visit(), visit()
    for author, name in ((first, "Firmin"), (second, "Solange")):
        author.sign_in(name, f"{name.lower()}-{path.split('/')[2]}@regard.example")
        author.go(path)
        author.text.fill(f"{name} posa une pierre.")
        author.send()
        expect(author.story).to_contain_text(f"{name} posa une pierre.")
    return path, first


def test_a_river_is_drawn_and_told(visit, plot):
    path, _ = written(visit, plot, "La pierre et l’eau")
    reader = visit(viewport={"width": 360, "height": 780})
    page = reader.go(path)
    page.get_by_role("link", name="Sa rivière").click()
    expect(page.get_by_role("heading", name="La rivière de l’histoire")).to_be_visible()
    expect(page.locator(".great-river circle")).to_have_count(2)
    expect(page.get_by_role("row", name=re.compile("Firmin"))).to_be_visible()
    reader.check()


def test_a_story_is_replayed_from_its_first_line_and_a_moment_is_shared(visit, plot):
    path, _ = written(visit, plot, "La deuxième fois")
    reader = visit()
    page = reader.go(f"{path}replay/")
    expect(page.get_by_text("Firmin posa une pierre.")).to_be_hidden()
    page.get_by_label("Allure").select_option("30")
    page.get_by_role("button", name="Lancer").click()
    expect(page.get_by_text("Firmin posa une pierre.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?n=\d"))
    page.get_by_role("slider").press("End")
    expect(page.get_by_text("Solange posa une pierre.")).to_be_visible()
    reader.check()
    reader.go(f"{path}replay/?n=1")
    expect(page.get_by_text("Firmin posa une pierre.")).to_be_visible()
    expect(page.get_by_text("Solange posa une pierre.")).to_be_hidden()


def test_a_replay_works_without_scripts(visit, plot):
    path, _ = written(visit, plot, "Sans machine")
    page = visit(java_script_enabled=False).go(f"{path}replay/")
    page.get_by_role("link", name="Suivante").click()
    expect(page.get_by_text("Firmin posa une pierre.")).to_be_visible()
    expect(page.get_by_text("Solange posa une pierre.")).to_have_count(0)


def test_the_wall_of_a_room_shows_what_arrives(visit, plot):
    path, author = written(visit, plot, "Sur le mur")
    wall = visit()
    wall.go(f"{path}screen/")
    expect(wall.story).to_contain_text("Solange posa une pierre.")
    wall.check()
    author.go(path)
    author.text.fill("Une troisième pierre roula.")
    author.send()
    expect(wall.story).to_contain_text("Une troisième pierre roula.")

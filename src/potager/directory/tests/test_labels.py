"""Public lists of skills: read as they are published, kept and updated, offered to whoever types."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from potager.cli import skills as command
from potager.communities.actions import join_community
from potager.communities.models import Community
from potager.directory.actions import Said, begin_reading, change_profile, end_reading, keep_labels
from potager.directory.labels import Section, Seen, Unreadable, read
from potager.directory.models import Label, LabelWord
from potager.directory.suggesting import offers
from potager.directory.tests.test_profiles import browser
from potager.members.models import Member
from potager.testing import a_community, a_member

pytestmark = pytest.mark.django_db
SKILLS = Path(__file__).resolve().parents[5] / "shared/data/skills"
ROME = '"code_ogr","nature","libelle_competence"\n"1","x","Tailler les rosiers"\n"2","x","Greffer, puis attendre"\n'
ESCO = "conceptUri,skillType,preferredLabel\nhttp://data.europa.eu/esco/skill/0a-b,knowledge,{}\n"


@pytest.fixture
def potager(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command, on the database of the test."""
    monkeypatch.setattr(command, "prepare", lambda data: None)
    monkeypatch.setattr(command, "migrate", lambda: None)
    return lambda *words: CliRunner().invoke(command.skills, [str(word) for word in words])


def names() -> list[str]:
    return list(Label.objects.order_by("name").values_list("name", flat=True))


def test_an_operator_reads_a_list_and_reads_it_again(tmp_path: Path, potager: Any) -> None:
    file = tmp_path / "competences.csv"
    file.write_text("\ufeff" + ROME)
    told = potager(file)
    assert told.exit_code == 0, told.output
    assert "ROME, skill, fr: 1 labels" in told.output
    assert names() == ["Tailler les rosiers"]
    file.write_text(ROME.replace("les rosiers", "des rosiers") + '"3","x","Bouturer"\n')
    assert potager(file).exit_code == 0
    assert names() == ["Bouturer", "Tailler des rosiers"]
    file.write_text(ROME.replace("2", "5"))
    assert "1 of an older edition went" in potager(file).output
    assert [bytes(word) for word in LabelWord.objects.order_by("word").values_list("word", flat=True)] == [
        b"les", b"rosiers", b"tailler",
    ]  # fmt: skip


def test_an_archive_and_json_are_read_as_they_are(tmp_path: Path, potager: Any) -> None:
    occupation = {
        "rome": {"code_rome": "A1209", "intitule": "Élagueur / Élagueuse"},
        "appellations": [{"code_ogr": 7, "libelle": "Élagueur-grimpeur"}],
        "competences": {"savoir_faire": [{"libelle": "Bois", "items": [{"code_ogr": "9", "libelle": "Abattre"}]}]},
    }  # fmt: skip
    with zipfile.ZipFile(tmp_path / "published.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
        archive.writestr("x/other.csv", "a,b\n1,2\n")
        archive.writestr("x/skills_en.csv", ESCO.format("prune hedges"))
        archive.writestr("../fiches.json", json.dumps([occupation, {"odd": 1}]))
    assert potager(tmp_path / "published.zip").exit_code == 0
    assert names() == ["Abattre", "prune hedges", "Élagueur / Élagueuse", "Élagueur-grimpeur"]
    assert Label.objects.get(name="prune hedges").language == "en"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"name,age\nx,1\n", "not a table"),
        ("a.csv", b"", "not a table"),
        ("a.csv", b"\xff\xfe\x00", "UTF-8"),
        ("a.csv", ROME.encode() + b'"3","x"\n', "line 4: 2 columns"),
        ("a.csv", ROME.encode() + b'"3","x","unfinished', "after line"),
        ("a.csv", ROME.encode() + b'"<b>","x","y"\n', "no code"),
        ("a.csv", ROME.encode() + b"x" * 1_100_000, "a line of more than"),
        ("skills.csv", ESCO.format("x").encode(), "--language"),
        ("a.json", b'{"a": 1}', "not a list"),
        ("a.json", b'[{"rome": {"code_rome": "A1"', "cut off"),
        ("a.json", b"[" * 100_000, "not JSON"),
        ("a.json", b'[{"x": 1}]', "no occupation"),
        ("a.zip", b"PK\x05\x06" + b"\0" * 18, "no table"),
        ("a.txt", b"hello", "neither CSV"),
    ],
)
def test_what_is_no_list_changes_nothing(
    tmp_path: Path, potager: Any, name: str, content: bytes, said: str
) -> None:
    keep_labels([Seen("rome", "skill", "fr", "1", "Tailler")], reading=begin_reading())
    (tmp_path / name).write_bytes(content)
    told = potager(tmp_path / name)
    assert told.exit_code == 1
    assert said in told.output
    assert "Nothing was changed" in told.output
    assert names() == ["Tailler"]


def test_an_archive_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("potager.directory.labels.LARGEST", 200_000)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", ROME + '"4","x","y"\n' * 20_000)
    with pytest.raises(Unreadable, match="MB"):
        list(read(tmp_path / "a.zip"))


@pytest.fixture
def ada() -> Member:
    member = a_member("Ada")
    community: Community = a_community(joining="open")
    for one in (member, a_member("Bo"), a_member("Cy")):
        join_community(by=one, community=community, accepts_charter=True)
        if one.pk != member.pk:
            change_profile(by=one, said=Said(talents=("Tailler à la serpe",)))
    return member


def test_what_people_here_say_comes_first_then_labels(ada: Member) -> None:
    labels = [
        "Concevoir une taille",
        "Tailler les arbres fruitiers",
        "tailler la vigne",
        "TAILLER A LA SERPE",
    ]
    seen = [Seen("rome", "skill", "fr", str(code), name) for code, name in enumerate(labels)]
    keep_labels([*seen, Seen("esco", "skill", "en", "1", "tailor suits")], reading=begin_reading())
    found = offers("taill", member=ada, kind="talent", language="fr")
    assert [one.name for one in found] == [
        "Tailler à la serpe", "tailler la vigne", "Tailler les arbres fruitiers", "Concevoir une taille",
    ]  # fmt: skip
    assert [one.name for one in offers("ARBRE Taill", member=ada, kind="talent", language="fr")] == [
        labels[1]
    ]
    assert [one.name for one in offers("tail", member=ada, kind="talent", language="en")][
        -1
    ] == "tailor suits"
    stranger = offers("taill", member=a_member("Else"), kind="talent", language="fr")
    assert "Tailler à la serpe" not in [one.name for one in stranger]  # only what labels call so
    assert offers("t", member=ada, kind="talent", language="fr") == []
    page = browser(ada).get("/me/profile/talents/?kind=talent&q=serpe").json()
    assert page == {"names": []}  # in English nothing is called so
    assert browser().get("/me/profile/talents/?q=tail").status_code == 302
    hostile = browser(ada).get("/me/profile/talents/", {"q": "%00'\";--" + "a" * 5000, "kind": "x"})
    assert hostile.json() == {"names": []}


def test_whose_labels_they_are_is_said_where_they_are_offered(ada: Member) -> None:
    assert "ROME" not in browser(ada).get("/me/profile/").content.decode()
    for source in ("rome", "esco"):
        keep_labels([Seen(source, "skill", "fr", "1", "Tailler")], reading=begin_reading())
    page = browser(ada).get("/me/profile/").content.decode()
    assert "Licence Ouverte 2.0" in page
    assert "This service uses the ESCO classification of the European Commission." in page


def test_a_reading_leaves_other_lists_alone() -> None:
    for source in ("rome", "esco"):
        keep_labels([Seen(source, "skill", "fr", "1", source)], reading=begin_reading())
    assert end_reading(begin_reading(), [Section("rome", "skill", "fr")]) == 1
    assert names() == ["esco"]


@pytest.mark.skipif(not SKILLS.is_dir(), reason="the published lists are not beside this checkout")
def test_the_published_lists_are_read_whole() -> None:
    found = [one for file in sorted(SKILLS.glob("*/*.csv")) for one in read(file)]
    offered = [one for one in found if one.name]
    assert len(found) == 46_506
    assert len(offered) > 41_000
    assert {(one.source, one.section) for one in offered} == {
        ("rome", "skill"), ("rome", "title"), ("rome", "occupation"), ("esco", "skill"),
    }  # fmt: skip

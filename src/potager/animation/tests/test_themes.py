"""What people talk about, in small communities and in hostile texts."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from potager.animation.themes import Text, Themes

NAUGHTY = Path(__file__).resolve().parents[5] / "shared/data/security"
COMPOST = "J’ai retourné le compost hier, et le fumier de cheval fait monter la chaleur du tas."
GARDEN = [
    ("Inès", "a", COMPOST),
    ("Inès", "b", "Un bon compost a besoin d’air : des branches broyées, un peu de fumier, et on attend."),
    ("Inès", "c", "Pour les semis, je garde mes pots sous la serre jusqu’en avril."),
    ("Basile", "a", "Chez nous le compost reste froid. Est-ce que le fumier se trouve près de Lyon ?"),
    ("Basile", "d", "Je donne deux sacs de fumier à qui veut faire du compost ce printemps."),
    ("Basile", "d", "Merci beaucoup à Inès, c’est vraiment très gentil !"),
    ("Chloé", "e", "La mare attire des tritons : les enfants comptent les œufs dans la mare."),
    ("Chloé", "f", "Nous creusons une deuxième mare, avec des tritons sans doute."),
    ("Dan", "g", "My bees are swarming; has anybody a spare hive near the orchard?"),
    ("Dan", "h", "The hive is settled, and the bees found the orchard by themselves."),
]  # fmt: skip


def written(said=GARDEN, *, at=10.0):
    english = {"Dan"}
    return [Text(who, topic, at, "en" if who in english else "fr", words) for who, topic, words in said]


@pytest.fixture(scope="module")
def garden():
    return Themes.of(written(), names=["Inès", "Basile", "Chloé Martin", "Dan"])


def test_who_talks_about_what_a_question_is_about(garden):
    found = garden.near("Mes composts ne chauffent pas, faut-il du fumier ?", "fr")
    assert [one.key for one in found] == ["Basile", "Inès"] or [one.key for one in found] == [
        "Inès",
        "Basile",
    ]
    assert set(found[0].words) == {"compost", "fumier"}
    assert 1 >= found[0].similarity >= found[1].similarity > 0
    assert not garden.near("Mes composts ne chauffent pas", "fr", but={"Basile", "Inès"})


def test_the_topics_that_a_text_is_near_to(garden):
    found = garden.near("A hive for new bees", "en", among="topics")
    assert {one.key for one in found} == {"g", "h"}
    assert "hive" in found[0].words


def test_what_two_people_share_is_told_in_their_words(garden):
    assert set(garden.shared("Inès", "Basile")) == {"compost", "fumier"}
    assert garden.shared("Inès", "Chloé") == []
    assert garden.shared("Inès", "nobody") == []
    assert garden.similarity("Inès", "Basile") > garden.similarity("Inès", "Chloé")
    assert garden.similarity("Inès", "nobody") == 0


def test_one_message_is_no_subject(garden):
    subjects = dict(garden.of_person("Inès"))
    assert "compost" in subjects and "serre" not in subjects
    assert garden.of_person("nobody") == []


def test_nobodys_name_is_a_reason(garden):
    told = {word for key in garden.people.keys for word, _weight in garden.of_person(key)}
    told |= {word for one in garden.near("Inès, Basile et Lyon", "fr") for word in one.words}
    assert not told & {"inès", "basile", "lyon", "dan", "chloé", "martin"}


def test_a_name_that_people_write_small_is_a_thing():
    said = [
        ("a", "t", "Les roses sont en fleur, la rose ancienne surtout."),
        ("a", "u", "Une rose grimpante ?"),
    ]
    said += [("b", "t", "Je taille la rose en mars."), ("b", "v", "Le pied de la rose est sec.")]
    assert "rose" in Themes.of(written(said), names=["Rose", "Ambre"]).shared("a", "b")
    said = [(who, topic, "Bonjour Rose ! Demande à Rose, dit Rose.") for who in "ab" for topic in "tu"]
    assert Themes.of(written(said), names=["Rose"]).shared("a", "b") == []


def test_what_people_say_of_themselves_is_a_subject_at_once():
    said = [Text("a", None, 0.0, "fr", "Apiculture, greffe", is_declared=True)]
    said += written([("b", "t", "Qui connaît la greffe ?"), ("b", "u", "J’apprends la greffe des pommiers.")])
    themes = Themes.of(said)
    assert themes.shared("a", "b") == ["greffe"]
    assert [one.key for one in themes.alike("b")] == ["a"]
    assert themes.near("Une greffe ratée", "fr", among="topics")[0].key in {"t", "u"}


def test_words_and_verbs_of_every_day_are_no_reasons():
    said = "Bonjour, je trouve que nous pouvons faire quelque chose cette semaine, merci à tout le monde !"
    themes = Themes.of(written([(who, topic, f"{said} {topic}") for who in "ab" for topic in "tuv"]))
    assert themes.shared("a", "b") == []


def test_what_was_said_long_ago_counts_less():
    said = [Text("old", "t", 0.0, "fr", COMPOST), Text("new", "u", 170.0, "fr", COMPOST)]
    found = Themes.of(said, now=180.0).near("le compost et le fumier", "fr")
    assert [one.key for one in found] == ["new", "old"]


def test_the_same_words_again_count_once():
    themes = Themes.of([Text("a", topic, 0.0, "fr", COMPOST) for topic in range(9)])
    assert themes.of_person("a") == []


def test_what_several_people_begin_to_talk_about():
    before = written(
        [(who, "x", f"On arrose la serre du jardin, {number}") for number, who in enumerate("abcdef")]
    )
    since = [("a", "y", "Une grelinote ? Non, la grelinette."), ("b", "y", "Ma grelinette est lourde.")]
    since += [("c", "z", "Qui prête une grelinette pour la serre ?"), ("d", "z", "On arrose la serre.")]
    found = Themes.of(before + written(since, at=40.0)).rising(30.0)
    assert [(one.word, set(one.people), set(one.topics)) for one in found] == [
        ("grelinette", {"a", "b", "c"}, {"y", "z"})
    ]
    assert found[0].growth > 1.5
    assert Themes.of(before).rising(30.0) == []


def test_nothing_is_found_in_nothing():
    for texts in ([], [Text("a", "t", 0.0, "fr", "")], [Text(None, None, 0.0, "", " … !")]):
        themes = Themes.of(texts)
        assert len(themes) == len(texts)
        assert themes.near("compost", "fr") == themes.near("", "", among="topics") == []
        assert (
            themes.shared("a", "b") == themes.of_person("a") == themes.rising(0.0) == themes.alike("a") == []
        )


@pytest.mark.parametrize("language", ["", "xx", "FR-ca", "de", "日本"])
def test_any_language_is_read(language):
    thing = "Kompost" if language == "de" else "kompost"
    said = [
        Text(who, topic, 0.0, language, f"le {thing} {topic}")
        for who in "ab"
        for topic in ("erste", "zweite")
    ]
    assert "kompost" in Themes.of(said).shared("a", "b")


def test_a_million_letters_are_cut():
    said = [
        Text("a", "t", 0.0, "fr", "compost " * 125_000),
        Text("b", "u", 0.0, "fr", "@" * 1_000_000),
        Text("c", "v", 0.0, "fr", "http://" * 150_000),
        Text("d", "w", 0.0, "fr", "é̂" * 500_000),
    ]
    begun = time.process_time()
    Themes.of(said).near("compost" * 100_000, "fr")
    assert time.process_time() - begun < 2


def test_no_vocabulary_is_endless(monkeypatch):
    monkeypatch.setattr("potager.animation.themes.reading.FORMS", 60)
    monkeypatch.setattr("potager.animation.themes.reading.STEMS", 20)
    said = [Text(who, n, 0.0, "fr", f"le compost et le mot{n}") for n in range(99) for who in ("a", "b")]
    themes = Themes.of(said)
    assert len(themes._stems.names) == 20
    assert [one.key for one in themes.near("compost", "fr")] == []  # too common here to be a reason
    assert themes.similarity("a", "b") > 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(["fr", "en", "", "zz"]), st.text(max_size=200))
    )
)
def test_any_text_is_read(said):
    themes = Themes.of(
        [Text(who, number, 0.0, language, words) for number, (who, language, words) in enumerate(said)]
    )
    for _who, language, words in said[:3]:
        assert all(0 < one.similarity <= 1.0001 for one in themes.near(words, language))
    assert all(word.isalpha() for word in themes.shared("a", "b"))


def test_naughty_strings_are_read():
    found = sorted(NAUGHTY.rglob("*naughty*.txt")) + sorted(NAUGHTY.rglob("blns*"))
    if not found:
        pytest.skip("no list of naughty strings beside the checkout")
    lines = [line for path in found for line in path.read_text(errors="replace").splitlines()]
    themes = Themes.of(
        [Text(n % 5, n % 7, float(n), ("fr", "en", "")[n % 3], line) for n, line in enumerate(lines)]
    )
    told = {word for key in range(5) for word, _weight in themes.of_person(key, most=1000)}
    assert all(word.isalpha() for word in told)

"""Found again: in any form, by whoever may see it, and by nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from potager import testing
from potager.communities import actions as communities
from potager.communities.models import Community
from potager.conversations import actions as conversations
from potager.journal import findable
from potager.journal.read import all_readers, catch_up
from potager.lib.budget import Budget
from potager.lib.ids import uuid7
from potager.members.actions import change_member, erase_member
from potager.members.models import Member
from potager.search import actions, clocks, queries, views
from potager.search.actions import keeping
from potager.search.models import Building, Entry, Waiting
from potager.search.queries import Question, search

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(db: None) -> Iterator[None]:
    with translation.override("en"):
        read_on()  # a reader that is new begins at the end
        yield


@pytest.fixture
def garden() -> Community:
    """A French community that everybody reads."""
    return testing.a_community(name="Le jardin", language="fr", owner=testing.a_member("Olive"))


def read_on() -> None:
    """What the process does all the time."""
    [reader] = [one for one in all_readers() if one.name == "search"]
    catch_up(reader)
    while actions.work_off():
        pass


def found(text: str, member: Member | None = None, **filters: Any) -> list[str]:
    """What is found, by the first words of each text."""
    read_on()
    page = search(Question(text=text, **filters), member)
    return [(entry.text or entry.title) for entry in page.found]


def browser(member: Member | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if member:
        client.force_login(member)
    return client


def page(path: str, member: Member | None = None, **asked: Any) -> str:
    read_on()
    answer = browser(member).get(path, asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def owner_of(community: Community) -> Member:
    return community.memberships.get(role="owner").member


def a_topic(community: Community, title: str, *answers: str, body: str = "Bonjour.", **more: Any) -> Any:
    """A topic with its answers, by the owner of the community."""
    by = owner_of(community)
    topic = testing.a_topic(community=community, by=by, title=title, body=body, **more)
    for answer in answers:
        testing.a_post(topic=topic, by=by, body=answer)
    return topic


FORMS = [
    ("evenement RECOLTE", "Les événements de la récolte"),
    ("événements récoltés", "Un evenement bien recolté"),
    ("cheval", "Deux chevaux dans le pré"),
    ("œufs", "Un oeuf par jour"),
    ("forets", "La forêt brûle"),
    ("planter", "Je plantais, tu plantes, elle planta"),
    ("l’arbre", "L'arbre du fond"),
    ("mangee", "La pomme mangée"),
]


@pytest.mark.parametrize(("asked", "said"), FORMS)
def test_whatever_the_accents_the_capitals_and_the_endings(garden: Community, asked: str, said: str) -> None:
    a_topic(garden, "Nouvelles", said, "Autre chose.")
    assert found(asked) == [said]


def test_two_words_phrases_and_what_is_left_out(garden: Community) -> None:
    a_topic(
        garden, "Nouvelles", "Les tomates vertes sont tombées.", "Vertes, les tomates ?", "Tomates rouges."
    )
    assert len(found("tomate verte")) == 2
    assert found('"tomates vertes"') == found("« Tomâtes VERTES »") == ["Les tomates vertes sont tombées."]
    assert found("tomates -verte") == ["Tomates rouges."]
    assert sorted(found('tomates -"tomates vertes"')) == ["Tomates rouges.", "Vertes, les tomates ?"]
    assert found("tomates des bois") == []
    assert len(found("les tomates sont")) == 3  # "les" and "sont" say nothing
    assert found("sont") == ["Les tomates vertes sont tombées."]  # unless nothing else is said
    assert found("-tomates") == found("") == found("   ") == []


def test_a_topic_is_found_with_what_opens_it_and_each_answer_by_itself(garden: Community) -> None:
    topic = a_topic(garden, "Le mildiou", "De la bouillie bordelaise.", body="Que faire des feuilles ?")
    read_on()
    [entry] = search(Question(text="mildiou feuille"), None).found
    assert (entry.url, entry.title, entry.signature) == (topic.get_absolute_url(), "Le mildiou", "Olive")
    [answer] = search(Question(text="bouillie"), None).found
    assert answer.url == topic.posts.get(number=2).get_absolute_url()
    assert answer.under == "Le mildiou"


def test_english_in_english_and_names_as_they_are_written(garden: Community) -> None:
    english = testing.a_community(owner=owner_of(garden), language="en")
    a_topic(english, "News", "We were running in the gardens.")
    assert found("run garden") == ["We were running in the gardens."]
    assert "Olive" in found("olive", owner_of(garden))


def test_filters(garden: Community) -> None:
    other = testing.a_community(owner=owner_of(garden), language="fr", name="Ailleurs")
    a_topic(garden, "Semis de mars", "Des semis.", tags=["Semis d’été"])
    a_topic(other, "Autres semis", "Des semis ailleurs.")
    assert len(found("semis")) == 4
    assert len(found("semis", community=garden)) == 2
    assert found("semis", kind="post", community=other) == ["Des semis ailleurs."]
    assert len(found("semis", tag="semis d'ete")) == len(found("", tag="SEMIS D’ÉTÉ")) == 2
    assert len(found("semis", author="olive")) == 4
    assert found("semis", author="Oscar") == []
    now = timezone.now()
    assert len(found("semis", since=now - timezone.timedelta(days=1))) == 4
    assert found("semis", until=now - timezone.timedelta(days=1)) == []


def test_newest_first_page_after_page_and_the_closest_first(
    garden: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PER_PAGE", 3)
    topic = a_topic(garden, "Nouvelles", *(f"Un poireau, numéro {number}." for number in range(2, 10)))
    for post in topic.posts.all():  # each in a second of its own
        moment = topic.opened_at + timezone.timedelta(seconds=post.number)
        topic.posts.filter(pk=post.pk).update(written_at=moment)
    a_topic(garden, "Le poireau")
    for order in (False, True):
        read_on()
        actions.begin_anew()
        while actions.build_on():
            pass
        question, told, after = Question(text="poireau", is_by_relevance=order), [], ""
        while True:
            got = search(question, None, after=after)
            told += [entry.text for entry in got.found]
            if got.after is None:
                break
            assert len(got.found) == 3
            after = got.after
        assert len(told) == len(set(told)) == 9
        if order:
            assert told[0] == "Bonjour."  # in the title
        else:
            numbers = [int(text.split()[-1][:-1]) for text in told if "numéro" in text]
            assert numbers == sorted(numbers, reverse=True)


def test_changes_reach_it(garden: Community) -> None:
    topic = a_topic(garden, "Nouvelles", "Une citrouille.")
    by, post = owner_of(garden), topic.posts.get(number=2)
    assert found("citrouille")
    conversations.edit_post(by=by, post=post, body="Une courge.")
    assert not found("citrouille")
    assert found("courge")
    conversations.withdraw_post(by=by, post=post)
    assert not found("courge")
    conversations.restore_post(by=by, post=post)
    assert found("courge")
    conversations.change_topic(by=by, topic=topic, title="Les cucurbitacées", tags=["courges"])
    assert found("nouvelles") == []
    assert len(found("", tag="courges")) == 2


def test_what_was_taken_away_is_not_told_before_the_index_knows(garden: Community) -> None:
    topic = a_topic(garden, "Nouvelles", "Une citrouille.")
    assert found("citrouille")
    conversations.withdraw_post(by=owner_of(garden), post=topic.posts.get(number=2))
    assert search(Question(text="citrouille"), None).found == []


def test_only_what_one_may_see_is_told_and_counted() -> None:
    inside, stranger = testing.a_member("Irma", language="en"), testing.a_member("Simon", language="en")
    hidden = testing.a_community(owner=inside, visibility="private", name="Sous verre")
    walled = testing.a_community(owner=inside, visibility="members", name="Au mur")
    for community in (hidden, walled):
        a_topic(community, "A secret radish", "A secret radish answer.")
    assert len(found("radish", inside)) == 4
    for who in (None, stranger):
        assert found("radish", who) == []
        text = page("/search/", who, q="radish")
        assert "Nothing found" in text and "Sous verre" not in text and "<mark>" not in text
        for community, status in ((hidden, 404), (walled, 403)):
            asked = browser(who).get(f"/c/{community.address}/search/", {"q": "radish"})
            assert asked.status_code == status
            there, nowhere = (
                page("/search/", who, q="radish", **{"in": address}).replace(address, "")
                for address in (community.address, "nothing-like-it")
            )
            assert there == nowhere
    membership = communities.join_community(by=stranger, community=walled, accepts_charter=True)
    assert len(found("radish", stranger)) == 2
    communities.remove_member(by=inside, membership=membership)
    assert found("radish", stranger) == []


def test_people_are_found_by_those_they_share_a_community_with(garden: Community) -> None:
    gaston, stranger = testing.a_member("Gaston Lafeuille"), testing.a_member("Simon")
    communities.join_community(by=gaston, community=garden, accepts_charter=True)
    assert found("lafeuille", owner_of(garden)) == ["Gaston Lafeuille"]
    assert found("lafeuille", stranger) == found("lafeuille", None) == []
    change_member(by=gaston, name="Gaston Racine", language="fr", time_zone="Europe/Paris")
    assert found("lafeuille", owner_of(garden)) == []
    assert found("racine", owner_of(garden)) == ["Gaston Racine"]
    topic = a_topic(garden, "Nouvelles")
    testing.a_post(topic=topic, by=gaston, body="Une betterave.")
    assert found("betterave", author="racine")
    gaston.refresh_from_db()
    erase_member(by=gaston)
    assert found("racine", owner_of(garden)) == []


def test_stories_and_books_are_found_too(garden: Community) -> None:
    from potager.lib.ids import uuid7
    from potager.stories.actions import add_contribution, decline_contribution

    host = owner_of(garden)
    story = testing.a_story(community=garden, host=host, title="La nuit des haricots", language="fr")
    one = add_contribution(by=host, story=story, text="Un escargot passa.", key=uuid7())
    assert found("haricot") and found("escargot") == ["Un escargot passa."]
    decline_contribution(by=host, contribution=one, reason="Trop lent.")
    assert found("escargot") == []


def test_many_are_looked_at_again_soon(garden: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    topic = a_topic(garden, "Nouvelles", *(f"Courge {number}." for number in range(6)))
    read_on()
    conversations.change_topic(by=owner_of(garden), topic=topic, title="Nouvelles", tags=["courges"])
    [reader] = [one for one in all_readers() if one.name == "search"]
    catch_up(reader)
    assert Waiting.objects.count() >= 5
    clocks._go_on(timezone.now())
    assert not Waiting.objects.exists()
    assert len(found("", tag="courges")) == 7


def test_it_is_built_anew_where_it_is_empty_or_old(
    garden: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_topic(garden, "Nouvelles", "Une citrouille.", "Une courge.")
    read_on()
    Entry.objects.all().delete()
    assert found("courge") == []
    monkeypatch.setattr(clocks, "_looked", False)
    clocks._go_on(timezone.now())
    assert found("courge")
    Building.objects.update(version=0)
    Entry.objects.filter(thing__startswith="post:").delete()
    while actions.build_on(2):
        pass
    assert found("courge")
    assert not Building.objects.filter(is_done=False).exists()


def test_it_is_brought_into_form_once_it_is_built(garden: Community) -> None:
    a_topic(garden, "Nouvelles", "Une citrouille.", "Une courge.")
    actions.begin_anew()
    while actions.build_on(1):
        assert found("courge") == ["Une courge."]  # before it is in, while, and after
    assert all(Building.objects.values_list("is_done", flat=True))
    assert queries.is_built()


def test_the_newest_of_others_hide_nothing(garden: Community) -> None:
    other = testing.a_community(owner=owner_of(garden), language="fr", visibility="private")
    a_topic(garden, "Nouvelles", "Une courge.", "Deux courges.")
    a_topic(other, "Secrets", *(f"Courge cachée {number}." for number in range(9)))
    read_on()
    wish, scope = queries._prepared(Question(text="courges"), None)
    for many in (1, 2):
        newest = queries._index().newest(wish, scope, (0, queries.LAST), many)
        assert len(newest) == many
    assert sorted(found("courges")) == ["Deux courges.", "Une courge."]
    assert len(found("courges", owner_of(garden))) == 11


@pytest.mark.parametrize("letter", ["x", "щ", "語", "ﷺ"])
def test_a_text_of_endless_words_goes_in(garden: Community, letter: str) -> None:
    text = " ".join(f"{number:05}{letter * 35}é" for number in range(16_000))
    entry = findable.Entry(f"post:{uuid7()}", garden.pk, "Sans fin", text, "fr", timezone.now(), "/")
    keeping.put_in([entry])
    assert Entry.objects.filter(thing=entry.thing).exists()


HOSTILE = [
    '"', '""', '"a', "a OR b", "NEAR(a b, 2)", "a AND", "NOT", "^a", "a*", "*", "title:a", "{title} : a", "(", ")",
    "'", "';--", "' OR 1=1 --", "a\x00b", "\x00", "%s %(x)s", "\\", ":*", "!a & b", "a <-> b", "x" * 10_000,
    "a " * 5_000, '"' * 999, "-" * 999, "-\"", "é" * 5_000, "\ud800", "﷽" * 50, "🍅", "a:b:c", "-", "--a", "<script>",
]  # fmt: skip


def test_any_text_is_a_question(garden: Community) -> None:
    a_topic(garden, "Nouvelles", "a b x é <script>alert(1)</script>")
    read_on()
    client = browser()
    for text in HOSTILE:
        sent = text.encode("utf-8", "surrogatepass")
        filters = {
            "kind": sent,
            "since": sent[:50],
            "until": "9999-99-99",
            "after": sent[:60],
            "order": "relevance",
        }
        for path, asked in (
            (f"/c/{garden.address}/search/", {"q": sent, "typing": "1"}),
            ("/search/", {"q": "b", "author": sent, "tag": sent, "in": sent, **filters}),
        ):
            assert client.get(path, asked).status_code == 200, asked
    assert "<script>alert" not in page("/search/", q="script")


def test_the_page_shows_why(garden: Community) -> None:
    a_topic(garden, "Nouvelles", "Une <b>citrouille</b> & deux courges. " + "Bla " * 200 + "potiron")
    text = page("/search/", q="citrouilles")
    assert "<mark>citrouille</mark>&lt;/b&gt; &amp; deux courges" in text
    assert "1 result." in text
    assert "<mark>potiron</mark>" in page("/search/", q="potirons")
    assert "There" not in page("/search/") and "can be found again" in page("/search/")


def test_nothing_found_offers_to_search_without_the_filters(garden: Community) -> None:
    a_topic(garden, "Nouvelles", "Une citrouille.")
    text = page("/search/", q="citrouille & co", author="oscar")
    assert "Nothing found" in text
    assert 'href="?q=citrouille+%26+co">Search without the filters</a>' in text
    assert "without the filters" not in page("/search/", q="potiron", order="relevance")
    assert "without the filters" not in page("/search/", author="oscar")


MIXED = [
    ("jardins running", "We were running through le jardin"),
    ("arbre", "À l’arbre, ils s'assirent"),
    ("l'arbre", "Des arbres"),
    ("« L'ETE DERNIER »", "C’était l’été dernier, je crois"),
    ('"oeuf de paques"', "Un œuf de Pâques"),
    ("journal", "Les journaux"),
    ("egalite FRATERNITE", "Égalité, fraternité !"),
    ("garçon naif", "Le garcon naïf"),
    ("children’s evenings", "A story for the children's evening"),
]


@pytest.mark.parametrize(("asked", "said"), MIXED)
def test_french_and_english_side_by_side(garden: Community, asked: str, said: str) -> None:
    a_topic(garden, "Nouvelles", said, "Autre chose.")
    assert found(asked) == [said]


def test_while_typing(garden: Community) -> None:
    a_topic(garden, "Nouvelles", "Une citrouille.")
    read_on()
    asked = {"q": "citr", "typing": "1"}
    answer = browser().get("/search/", asked, headers={"hx-request": "true"})
    text = answer.content.decode()
    assert "<mark>citrouille</mark>" in text and "<html" not in text
    assert 'hx-swap-oob="innerHTML:#search-told"' in text
    assert answer["HX-Replace-Url"] == "/search/?q=citr"
    assert "<mark>citrouille</mark>" in page("/search/", q="citr")  # where nothing is called so
    assert "Nothing found" in page("/search/", q="ci")


def test_a_network_has_its_share(garden: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SHARE", Budget(most=0.03, refill=1e-9))
    greedy, member = {"REMOTE_ADDR": "203.0.113.9"}, owner_of(garden)
    for _time in range(2):
        assert browser().get("/search/", {"q": "a"}, **greedy).status_code == 200
    assert browser().get("/search/", {"q": "a"}, **greedy).status_code == 429
    assert browser().get("/search/", **greedy).status_code == 200
    assert browser(member).get("/search/", {"q": "a"}, **greedy).status_code == 200
    assert browser().get("/search/", {"q": "a"}, REMOTE_ADDR="198.51.100.9").status_code == 200

"""Members who are called by name: in what is written, and while one types."""

import time

import pytest
from django.test import Client

from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community
from potager.conversations.actions import edit_post
from potager.conversations.letters import post_added
from potager.conversations.marking import Marked, rendered
from potager.conversations.models import Mention
from potager.conversations.namesakes import written
from potager.journal.findable import findable_of
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.journal.read import last_position
from potager.lib.keep import PLACES
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.pagecache.untrue import places_touched
from potager.testing import a_community, a_member, a_post, a_topic


@pytest.fixture
def community(db: None) -> Community:
    return a_community(owner=a_member("Olive"))


def _joined(name: str, community: Community) -> Member:
    member = a_member(name, email=f"m{Member.objects.count()}@example.org")
    join_community(by=member, community=community, accepts_charter=True)
    return member


def _names(who: Member | None, community: Community, typed: str) -> list[str]:
    client = Client()
    if who:
        client.force_login(who)
    answer = client.get(f"{community.get_absolute_url()}names/", {"q": typed})
    return (
        [one["text"] for one in answer.json()["names"]]
        if answer.status_code == 200
        else [str(answer.status_code)]
    )


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Ada", "Bonjour @Ada !"),
        ("Éloïse D’Œuf", "(@eloise d'oeuf)"),
        ("Jean-Pierre Le Goff", "@jean pierre le goff, viens"),
        ("Zoé 🌻", "@Zoe"),
        ("🌻", "@🌻, merci"),
        ("山田 太郎", "@山田 太郎"),
        ("हिन्दी", "@हिन्दी"),
        ("E\u0301lodie", "@Elodie."),
        ("_x_ *y* [z](w) <script>alert(1)</script>", None),
        ("a`b\\c#d@e|f~g!h", None),
    ],
)
def test_a_name_is_found_however_it_is_typed(community: Community, name: str, typed: str | None) -> None:
    member = _joined(name, community)
    marked = rendered(typed or f"@{written(member.display_name)} hello", community=community)
    assert marked.mentioned == (member.pk,)
    assert f'<a class="mention" href="/people/{member.pk}/">@' in marked.html
    assert "<script" not in marked.html


@pytest.mark.parametrize(
    "typed",
    [
        "ada@example.org",
        "`@Ada`",
        "    @Ada",
        "[@Ada](https://example.org)",
        "@ Ada",
        "@Adam",
        "@stranger",
        "\\`@\n Ada",
    ],
)
def test_what_calls_nobody(community: Community, typed: str) -> None:
    _joined("Ada", community)
    a_member("Stranger")
    assert rendered(typed, community=community).mentioned == ()


def test_the_longest_name_is_meant(community: Community) -> None:
    _joined("Ada", community)
    lovelace = _joined("Ada Lovelace", community)
    marked = rendered("**@Ada Lovelace** and @Ada", community=community)
    assert marked.mentioned[0] == lovelace.pk and len(marked.mentioned) == 2
    assert (
        f'<strong><a class="mention" href="/people/{lovelace.pk}/">@Ada Lovelace</a></strong>' in marked.html
    )


def test_namesakes_are_told_apart(community: Community) -> None:
    olive = Member.objects.get(display_name="Olive")
    one, other = _joined("Ada", community), _joined("ada", community)
    texts = _names(olive, community, "ad")
    assert len(texts) == 2 and all("#" in text for text in texts)
    marked = rendered(f"@{texts[1]}!", community=community)
    assert len(marked.mentioned) == 1
    assert "#" not in marked.html
    both = rendered("@Ada", community=community)
    assert set(both.mentioned) == {one.pk, other.pk} and '<span class="mention">@Ada</span>' in both.html


def test_a_name_leads_to_its_person_while_they_are_here(community: Community) -> None:
    olive, ada = Member.objects.get(display_name="Olive"), _joined("Ada", community)
    topic = a_topic(by=olive, community=community, body="Ask @Ada. [@x](/people/)")
    link = f'<a class="mention" href="/people/{ada.pk}/">@Ada</a>'
    kept = Client().get(topic.get_absolute_url())
    assert link in kept.content.decode() and kept[PLACES].split()[-2:] == [
        f"members:{community.pk}",
        f"member:{ada.pk}",
    ]
    before = last_position()
    leave_community(by=ada, community=community)
    [left] = Activity.objects.filter(position__gt=before)
    assert f"members:{community.pk}" in (places_touched(left) or [])
    page = Client().get(topic.get_absolute_url())
    assert link not in page.content.decode() and "@Ada</span>" in page.content.decode()
    added = Activity.objects.get(kind="post.added")
    assert link not in (kind_of("post.added").fragment(added, "en") or "")  # for whoever comes back
    assert f"members:{community.pk}" in page[PLACES]
    join_community(by=ada, community=community, accepts_charter=True)
    assert link in Client().get(topic.get_absolute_url()).content.decode()
    erase_member(by=ada)
    assert f"member:{ada.pk}" in (places_touched(Activity.objects.latest("position")) or [])
    assert link not in Client().get(topic.get_absolute_url()).content.decode()


def test_a_name_is_words_alone_in_what_is_found_and_told(community: Community) -> None:
    olive, ada = Member.objects.get(display_name="Olive"), _joined("Ada", community)
    topic = a_topic(by=olive, community=community, body="Ask @Ada, please.")
    [entry] = findable_of("topic").entries([topic.pk])
    assert entry.text == "Ask @Ada, please."
    [notice] = [one for one in post_added(Activity.objects.get(kind="post.added")) if one.member == ada.pk]
    assert "Ask @Ada, please." in notice.body and "<a" not in notice.body


def test_names_are_for_members_alone(community: Community) -> None:
    olive, ada = Member.objects.get(display_name="Olive"), _joined("Ada Lovelace", community)
    assert _names(olive, community, "ÁDA lov") == ["Ada Lovelace"]
    assert _names(ada, community, "ada") == []  # nobody calls themselves
    assert _names(a_member("Stranger"), community, "a") == ["403"]
    assert _names(None, community, "a") == ["302"]
    leave_community(by=ada, community=community)
    assert _names(ada, community, "o") == ["403"]
    assert _names(olive, community, "ada") == []


def test_a_post_remembers_whom_it_calls(community: Community) -> None:
    olive, ada = Member.objects.get(display_name="Olive"), _joined("Ada", community)
    post = a_post(topic=a_topic(by=olive, community=community), by=olive, body="@Ada, @Olive and @Ada")
    assert list(Mention.objects.values_list("post", "member")) == [(post.pk, ada.pk)]
    edit_post(by=olive, post=post, body="Nobody in particular")
    assert not Mention.objects.exists()


def test_a_text_full_of_names_is_read_in_linear_time(community: Community) -> None:
    for attack in ("@" * 20_000, "@a " * 6_000, "@" + "a b " * 5_000, "@-" * 10_000, "@é\u0301" * 6_000):
        begun = time.thread_time()
        assert isinstance(rendered(attack, community=community), Marked)
        assert time.thread_time() - begun < 3

"""What of people's words the desk reads: what everybody there reads, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from potager.animation.models import Switch
from potager.animation.texts import own_words, texts_of, themes_of
from potager.communities.actions import join_community, leave_community
from potager.communities.models import Community, Membership
from potager.conversations.actions import hide_post, hide_topic, open_conversation, withdraw_post
from potager.conversations.models import Post, Topic
from potager.directory.actions import Said, change_profile, hide_profile
from potager.directory.models import Circle
from potager.lib.ids import uuid7
from potager.members.actions import erase_member
from potager.members.models import Member
from potager.testing import a_community, a_member, a_post, a_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Member:
    return a_member("Olive")


@pytest.fixture
def community(owner: Member) -> Community:
    return a_community(owner=owner, joining="open", language="fr")


def someone(community: Community, name: str, **said: Any) -> Member:
    member = a_member(name, language="fr")
    join_community(by=member, community=community, accepts_charter=True)
    if said:
        change_profile(by=member, said=Said(**said))
    return member


def read(community: Community) -> set[tuple[object, str]]:
    return {(text.author, text.words) for text in texts_of(community, timezone.now())}


def test_what_is_shown_to_everybody_there(community: Community, owner: Member) -> None:
    ines = someone(community, "Inès")
    topic = a_topic(community=community, by=owner, title="La mare", body="Qui a vu des *tritons* ?")
    a_post(topic=topic, by=ines, body="> Qui a vu des tritons ?\n\nMoi, sous la pierre. Merci @Olive !")
    assert read(community) == {
        (owner.pk, "La mare\nQui a vu des tritons ?"),
        (ines.pk, "Moi, sous la pierre. Merci  !"),
    }
    assert {text.topic for text in texts_of(community, timezone.now())} == {topic.pk}
    assert not read(a_community(owner=owner))


def test_what_somebody_withdrew_or_a_decision_hid(community: Community, owner: Member) -> None:
    ines = someone(community, "Inès")
    topic = a_topic(community=community, by=owner)
    withdraw_post(by=ines, post=a_post(topic=topic, by=ines))
    hide_post(by=owner, post=a_post(topic=topic, by=ines))
    Post.objects.filter(pk=a_post(topic=topic, by=ines).pk).update(state=Post.State.HELD)
    assert len(read(community)) == 1
    hide_topic(by=owner, topic=topic)
    assert not read(community)


def test_nothing_of_what_few_may_know(community: Community, owner: Member) -> None:
    ines = someone(community, "Inès")
    open_conversation(
        by=ines, community=community, people=[owner], title="Entre nous", body="Ma serre.", key=uuid7()
    )
    about = a_topic(community=community, by=owner, title="D’un brouillon")
    Topic.objects.filter(pk=about.pk).update(about=f"story:{uuid7()}", thing=uuid7())
    assert not read(community)


def test_whose_words_they_are(community: Community, owner: Member) -> None:
    """Under another name, gone or suspended: the words are there, and nobody's."""
    ines, basile, chloe, dan = (someone(community, name) for name in ("Inès", "Basile", "Chloé", "Dan"))
    topic = a_topic(community=community, by=owner)
    for member in (ines, basile, chloe, dan):
        a_post(topic=topic, by=member, body=f"Du compost, dit {member.pk}")
    Post.objects.filter(author=ines).update(signature="Une voisine")
    leave_community(by=basile, community=community)
    soon = timezone.now() + timedelta(days=3)
    Membership.objects.filter(member=chloe, community=community).update(suspended_until=soon)
    erase_member(by=dan)
    assert {author for author, _words in read(community)} == {owner.pk, None}


def test_whoever_switched_it_off_is_not_read(community: Community, owner: Member) -> None:
    ines = someone(community, "Inès", talents=("Greffe",))
    a_topic(community=community, by=ines)
    assert len(read(community)) == 2
    Switch.objects.create(member=ines, community=community, use=Switch.Use.INVITED)
    assert len(read(community)) == 2
    Switch.objects.create(member=ines, community=community, use=Switch.Use.WORDS)
    assert not read(community)


def test_what_members_say_of_themselves_to_one_another(community: Community, owner: Member) -> None:
    shown = {"talents": ("Greffe", "Vannerie"), "interests": ("Abeilles",), "asks": "Le pain au levain"}
    ines = someone(community, "Inès", **shown)
    someone(community, "Bo", **shown, circles=dict.fromkeys(("talents", "interests", "asks"), Circle.NOBODY))
    said = list(texts_of(community, timezone.now()))
    assert {text.words for text in said} == {"Greffe", "Vannerie", "Abeilles", "Le pain au levain"}
    assert all(text.is_declared and text.author == ines.pk and text.topic is None for text in said)
    hide_profile(by=owner, membership=Membership.objects.get(member=ines, community=community))
    assert not read(community)


def test_half_a_year_and_no_future(community: Community, owner: Member) -> None:
    topic = a_topic(community=community, by=owner)
    now = timezone.now()
    for days, many in ((-1, 0), (0, 1), (179, 1), (181, 0)):
        Post.objects.filter(topic=topic).update(written_at=now - timedelta(days=days))
        assert len(list(texts_of(community, now))) == many


def test_themes_of_a_community(community: Community, owner: Member) -> None:
    ines = someone(community, "Inès Morel", interests=("Compost",))
    topic = a_topic(
        community=community, by=owner, title="Le compost", body="Mon compost ne chauffe pas, Inès."
    )
    a_post(topic=topic, by=owner, body="Le compost d’Inès est au soleil.")
    themes = themes_of(community, timezone.now())
    assert themes.shared(owner.pk, ines.pk) == ["compost"]
    assert themes.near("Inès et ses composts", "fr")[0].words == ("compost",)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>Un</p>\n<p>deux &amp; trois</p>", "Un\n\ndeux & trois"),
        ("<blockquote><p>a</p><blockquote><p>b</p></blockquote><p>c</p></blockquote><p>d</p>", "d"),
        ("<p>x <code>rm -rf</code> y</p><pre>z</pre>", "x  y"),
        (
            '<p>Merci <a class="mention" href="/p">@Léa <em>B</em></a> et <a href="/q">ici</a></p>',
            "Merci  et ici",
        ),
        ("</blockquote></p><p>sans fin <blockquote> <p", "sans fin"),
    ],
)
def test_own_words(html: str, words: str) -> None:
    assert " ".join(own_words(html).split()) == " ".join(words.split())

"""One word for each private thing, planted in communities of all sorts, and who may ever read it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.test import Client
from village import browser

from potager import testing
from potager.communities import actions as communities
from potager.communities.models import Community, Membership
from potager.conversations import actions
from potager.conversations.actions import talk_about
from potager.conversations.actions.judging import hide_post
from potager.conversations.models import Post, Topic
from potager.conversations.subjects import thing_for
from potager.editorial.models import Article
from potager.journal.read import all_readers, catch_up
from potager.lib.ids import uuid7
from potager.members.actions import block_member
from potager.members.models import Member

PEOPLE = ("stranger", "neighbour", "former", "blocked", "author", "friend", "moderator")
MEMBERS = ("blocked", "author", "friend", "moderator")
LOOK_AFTER = ("moderator",)
# The word that stands in each thing, and who may read it.
OPEN, WALLED, HIDDEN = "marigold", "wallflower", "nightshade"
ALONE, HELD, JUDGED, TAKEN, REWORDED = "foxglove", "oleander", "hemlock", "aconite", "belladonna"
READERS: dict[str, tuple[str, ...]] = {
    OPEN: PEOPLE,
    WALLED: MEMBERS,
    HIDDEN: MEMBERS,
    ALONE: ("author", "friend"),
    HELD: ("author", *LOOK_AFTER),
    JUDGED: ("author", *LOOK_AFTER),
    TAKEN: ("author",),
    REWORDED: PEOPLE,  # a wording before the present one, in the history that everybody may see
}


@dataclass
class Planted:
    """The communities, their people, and where the words stand."""

    people: dict[str, Member]
    homes: dict[str, Community] = field(default_factory=dict)  # by visibility
    topics: list[Topic] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    acts: set[str] = field(default_factory=set)  # names of addresses that no GET asks for
    _browsers: dict[str, Client] = field(default_factory=dict)

    def browser(self, who: str) -> Client:
        """A browser of theirs."""
        if who not in self._browsers:
            self._browsers[who] = browser(self.people.get(who))
        return self._browsers[who]

    def identifier(self, who: str) -> UUID | None:
        """None for the stranger."""
        return self.people[who].pk if who in self.people else None

    def keep(self, topic: Topic, *numbers: int) -> Topic:
        """Remember a topic, and some of what was said in it."""
        self.topics.append(topic)
        self.posts += Post.objects.filter(topic=topic, number__in=numbers)
        return topic


def plant() -> Planted:
    """Everything but what is private within a public community: see plant_secrets."""
    people = {who: testing.a_member(f"{who.capitalize()} Sorrel", language="en") for who in PEOPLE[1:]}
    people["owner"] = testing.a_member("Olive", language="en")
    garden = Planted(people)
    for visibility, word in (("public", OPEN), ("members", WALLED), ("private", HIDDEN)):
        home = _home(people, visibility, word)
        garden.homes[visibility] = home
        garden.keep(_said(home, people, word), *([1] if visibility == "private" else []))
        testing.a_story(community=home, host=people["owner"], title=f"The {word} of one night")
        _published(garden, home, word)
    _shut_out(garden)
    elsewhere = testing.a_community(owner=people["neighbour"], name="Next door")
    communities.join_community(by=people["former"], community=elsewhere, accepts_charter=True)
    block_member(by=people["author"], toward=people["blocked"], name="Blocked Sorrel")
    return garden


def _home(people: dict[str, Member], visibility: str, word: str) -> Community:
    name = {"public": "The open beds", "members": "The beds behind the wall", "private": "The house of glass"}
    home = testing.a_community(owner=people["owner"], name=name[visibility], visibility="public")
    for who in ("former", "blocked", "author", "friend", "moderator"):
        communities.join_community(by=people[who], community=home, accepts_charter=True)
    moderator = Membership.objects.get(community=home, member=people["moderator"])
    communities.change_role(by=people["owner"], membership=moderator, role="moderator")
    terms = {name: getattr(home, name) for name in communities.Terms.__dataclass_fields__}
    return communities.change_community(
        by=people["owner"], community=home, terms=communities.Terms(**{**terms, "visibility": visibility})
    )


def _shut_out(garden: Planted) -> None:
    """The former member goes from the public community, and is removed from the others once they were told of it."""
    for reader in all_readers():
        catch_up(reader)
    former, owner = garden.people["former"], garden.people["owner"]
    for visibility, home in garden.homes.items():
        if visibility == "public":
            communities.leave_community(by=former, community=home)
        else:
            membership = Membership.objects.get(community=home, member=former)
            communities.remove_member(by=owner, membership=membership)


def _said(home: Community, people: dict[str, Member], word: str) -> Topic:
    """A topic that names the word in its title, its text and its tag; friends answer it and thank for it."""
    body, tags = f"The {word} grows. @Blocked Sorrel and @Former Sorrel, see the {word}.", [word]
    topic = testing.a_topic(community=home, by=people["author"], title=f"On {word}", body=body, tags=tags)
    testing.a_post(topic=topic, by=people["friend"], body=f"My {word} too, @Author Sorrel.")
    return topic


def _published(garden: Planted, home: Community, word: str) -> Article:
    """An article that names the word in its title and its text; a friend says something about it."""
    by, text = garden.people["owner"], {"title": f"A paper on {word}", "body": f"All of the {word}."}
    article = testing.an_article(community=home, by=by, **text)
    article.address = (
        f"paper-{len(garden.articles)}"  # an address says nothing: it is repeated to who asks it
    )
    article.save(update_fields=["address"])
    thing = thing_for("article", article.pk, by)
    assert thing
    talk_about(by=garden.people["friend"], thing=thing, body=f"Read it, {word}!", key=uuid7())
    garden.articles.append(article)
    return article


def plant_secrets(garden: Planted) -> None:
    """A private conversation, and posts that are held, hidden and withdrawn, in the public community."""
    home, people = garden.homes["public"], garden.people
    said = {"title": f"Our {ALONE}", "body": f"Nobody knows of the {ALONE}, @Blocked Sorrel.", "key": uuid7()}
    garden.keep(
        actions.open_conversation(by=people["author"], community=home, people=[people["friend"]], **said), 1
    )
    topic = garden.topics[0]
    _post(garden, topic, HELD, is_held=True)
    judged = _post(garden, topic, JUDGED)
    hide_post(by=people["moderator"], post=judged)
    among_us = _published(garden, home, WALLED)
    Article.objects.filter(pk=among_us.pk).update(audience=Article.Audience.MEMBERS)
    waits = thing_for("article", garden.articles[0].pk, people["author"])
    assert waits
    talk_about(by=people["author"], thing=waits, body=f"An {HELD} for it.", key=uuid7(), is_held=True)
    taken = _post(garden, topic, TAKEN)
    actions.withdraw_post(by=people["author"], post=taken)


def _post(garden: Planted, topic: Topic, word: str, **more: Any) -> Post:
    body = f"A {word}, @Blocked Sorrel and @Friend Sorrel."
    made = testing.a_post(topic=topic, by=garden.people["author"], body=body, **more)
    post = Post.objects.select_related("topic__community").get(pk=made.pk)
    garden.posts.append(post)
    return post

"""One community of each visibility with one of everything in it, people of every sort, and what each may know."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from uuid import UUID

from django.test import Client
from django.utils import timezone
from writing_desk import DRAFT, OFFER, READY, REMARK, UNREADY, WritingDesk, lay_desk

from potager import testing
from potager.communities import actions as communities
from potager.communities.invitations import token_of
from potager.communities.models import Community, Invitation, Membership
from potager.journal.models import Activity
from potager.lib.ids import uuid7
from potager.members import codes
from potager.members.models import Member
from potager.notices import readers as notices
from potager.notices.models import Mail
from potager.press import actions as press
from potager.press.models import Edition
from potager.stories import actions as stories
from potager.stories import blocks
from potager.stories.models import Contribution, Correction, Illustration, Story, Word

# From the street to the key of the house.
OUTSIDE = ("stranger", "guest", "neighbour", "former", "removed", "asking")
ANIMATE = ("animateur", "owner", "keeper")
INSIDE = ("member", "host", "editor", "moderator", *ANIMATE)
PEOPLE = (*OUTSIDE, *INSIDE)

SHOWN, DECLINED, REASON = "The shown radish spoke.", "The unkind radish shouted.", "Too loud for this bed."
LATER = "The noon of the leeks"
PROPOSED = "The shown radish whispered."
PICTURED = "A radish in a green hat."
MARGIN = "Mind the seedlings, please."
NOTE = "Let me in, I bring compost."
WHISPER = "The radish told me alone."
SAID, UNSAID, TAKEN_BACK = "A radish, said aloud.", "Turnipsbefore", "A radish, taken back."
TITLE, BOOK = "The night under glass", "The morning under glass"


@dataclass
class Village:
    """A community, its things and its people; `secrets` says for each text who may read it anywhere."""

    community: Community
    people: dict[str, Member]
    story: Story
    shown: Contribution
    declined: Contribution
    word: Word
    correction: Correction
    scheduled: Story
    closed: Story
    edition: Edition
    invitation: Invitation
    desk: WritingDesk
    secrets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _browsers: dict[str, Client] = field(default_factory=dict)

    @property
    def token(self) -> str:
        """The secret of the invitation's link."""
        return token_of(self.invitation.pk)

    @cached_property
    def picture(self) -> Illustration:
        """A picture in the story, of the member's, from the moment it is asked for."""
        label = stories.Label(after=1, alternative=PICTURED, credit="Member Quince", licence="cc-by")
        data = testing.a_picture()
        by = self.people["member"]
        return stories.add_illustration(by=by, story=self.story, data=data, label=label, key=uuid7())

    def membership(self, who: str) -> Membership:
        """Somebody's membership, in whatever state."""
        return Membership.objects.get(community=self.community, member=self.people[who])

    def browser(self, who: str) -> Client:
        """A browser of theirs, signed in unless they are the stranger."""
        if who not in self._browsers:
            self._browsers[who] = browser(self.people.get(who))
        return self._browsers[who]

    def identifier(self, who: str) -> UUID | None:
        """The member's id, None for the stranger."""
        return self.people[who].pk if who in self.people else None

    def channels(self) -> dict[str, tuple[str, ...]]:
        """Every channel that anybody could think of, and who may listen."""
        reads = PEOPLE if self.community.is_public else INSIDE
        known = {f"story:{self.story.pk}": reads, f"story:{self.closed.pk}": reads}
        known[f"community:{self.community.pk}"] = reads
        known[f"manuscript:{self.desk.book.pk}"] = reads
        hosts = ("host", *ANIMATE)
        known |= {f"desk:{self.story.pk}": ("moderator", *hosts), f"story:{self.scheduled.pk}": hosts}
        known[f"member:{self.people['member'].pk}"] = ("member",)
        others = (self.shown, self.declined, self.edition, self.invitation, self.membership("asking"))
        return known | {f"{type(one).__name__.lower()}:{one.pk}": () for one in others}


def browser(member: Member | None = None) -> Client:
    """A browser that speaks English and shows a fault as a person would see it."""
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    if member:
        client.force_login(member)
    return client


def a_village(visibility: str, *, is_whole: bool = False) -> Village:
    """Settle it, by real acts; with letters and the files of a book if it `is_whole`."""
    blocks.forget_all()
    people = {who: testing.a_member(f"{who.capitalize()} Quince", language="en") for who in PEOPLE[1:-1]}
    people["keeper"] = testing.a_member("Keeper Quince", language="en", is_owner=True)
    owner = people["owner"]
    community = testing.a_community(owner=owner, joining="request", name="Under glass", charter="Be kind.")
    _settle(people, community)
    made = {"story": testing.a_story(community=community, host=people["host"], title=TITLE)}
    made["shown"] = _written(made["story"], people["member"], SHOWN)
    made["declined"] = _written(made["story"], people["animateur"], DECLINED)
    stories.decline_contribution(by=people["host"], contribution=made["declined"], reason=REASON)
    made["scheduled"] = _scheduled(community, people["host"])
    made["correction"] = stories.propose_correction(
        by=people["host"], contribution=made["shown"], text=PROPOSED, reason="Softer."
    )
    made["word"] = stories.say_word(by=people["host"], story=made["story"], text=MARGIN, key=uuid7())
    made["closed"], made["edition"] = _book(community, people, is_whole=is_whole)
    made["invitation"] = communities.create_invitation(by=owner, community=community, lasts=timedelta(days=1))
    made["desk"] = lay_desk(community, people)
    Membership.objects.filter(member=people["host"]).update(role="member")  # hosts, and no longer animates
    terms = {name: getattr(community, name) for name in communities.Terms.__dataclass_fields__}
    terms = communities.Terms(**{**terms, "visibility": visibility})
    community = communities.change_community(by=owner, community=community, terms=terms)
    village = Village(community=community, people=people, **made)
    if is_whole:
        _mail(village)
    village.secrets = _secrets(village)
    return village


def _settle(people: dict[str, Member], community: Community) -> None:
    owner = people["owner"]
    for who in ("former", "removed", "asking", "member", "host", "editor", "moderator", "animateur"):
        note = NOTE if who == "asking" else ""
        asked = communities.join_community(
            by=people[who], community=community, accepts_charter=True, note=note
        )
        if who != "asking":
            communities.accept_request(by=owner, membership=asked)
    for who, role in (("host", "animateur"), ("animateur",) * 2, ("editor",) * 2, ("moderator",) * 2):
        communities.change_role(by=owner, membership=_of(community, people[who]), role=role)
    communities.leave_community(by=people["former"], community=community)
    communities.remove_member(by=owner, membership=_of(community, people["removed"]))
    elsewhere = testing.a_community(owner=owner, name="Next door")
    communities.join_community(by=people["neighbour"], community=elsewhere, accepts_charter=True)


def _scheduled(community: Community, host: Member) -> Story:
    later = timezone.now() + timedelta(days=3)
    call = stories.Call(title=LATER, opening="Not yet.", language="en", publishes_at=later)
    return stories.schedule_story(by=host, community=community, call=call)


def _of(community: Community, member: Member) -> Membership:
    return Membership.objects.get(community=community, member=member)


def _written(story: Story, by: Member, text: str) -> Contribution:
    return stories.add_contribution(by=by, story=story, text=text, key=uuid7())


def _book(community: Community, people: dict[str, Member], *, is_whole: bool) -> tuple[Story, Edition]:
    story = testing.a_story(community=community, host=people["host"], title=BOOK)
    _written(story, people["member"], SHOWN)
    stories.close_story(by=people["host"], story=story)
    address = f"http://testserver/stories/{story.pk}/"
    edition = press.release_book(by=people["host"], story=story, title=BOOK, address=address, key=uuid7())
    if is_whole:
        press.press_book(edition=edition)
    return story, edition


def _mail(village: Village) -> None:
    """Letters of all that happened, and a code that somebody waits for."""
    for activity in Activity.objects.order_by("position"):
        notices.handle(activity)
    email = village.people["member"].email
    codes.ask(email=email, language="en", address="192.0.2.1")


def _secrets(village: Village) -> dict[str, tuple[str, ...]]:
    hosts, editors = ("host", *ANIMATE), ("host", "editor", *ANIMATE)
    judges = ("moderator", *editors)
    secrets: dict[str, tuple[str, ...]] = {
        PROPOSED: ("member", *editors), DECLINED: judges, REASON: judges, LATER: hosts, NOTE: ANIMATE,
        WHISPER: ("member", "host"), TAKEN_BACK: ("member",),
        "Asking Quince": (*ANIMATE, "asking"), UNREADY: INSIDE, REMARK: INSIDE, OFFER: INSIDE, DRAFT: ("member",),
        village.token: ANIMATE, **dict.fromkeys(_digits(village), ("keeper",)),
    }  # fmt: skip
    if not village.community.is_public:
        secrets |= dict.fromkeys((TITLE, BOOK, SHOWN, MARGIN, PICTURED, READY, SAID, UNSAID), INSIDE)
    if village.community.is_private:
        secrets |= dict.fromkeys(("Under glass", "Be kind."), INSIDE)
    for who, member in village.people.items():
        secrets[member.email] = (
            "keeper",
            who,
        )  # the keeper reads the letters of a house without a mail server
        if who in INSIDE and not village.community.is_public:
            secrets.setdefault(member.display_name, (*INSIDE, who))
    return secrets


def _digits(village: Village) -> list[str]:
    """The code that the member waits for, as the page of letters shows it."""
    letters = Mail.objects.filter(to=village.people["member"].email).order_by("-created_at")[:1]
    lines = [line for letter in letters for line in letter.body.splitlines()]
    return [f">{line}<" for line in lines if line.isdecimal() and len(line) == 6]

"""The things that can be reported, each type with its own bed's ways of finding, hiding and showing."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from potager.communities.models import Membership
from potager.communities.queries import standing_of
from potager.conversations import queries as conversations
from potager.conversations.actions import judging
from potager.conversations.models import Post, Topic
from potager.manuscripts import queries as manuscripts
from potager.manuscripts.models import Section
from potager.members.models import Member
from potager.moderation.subjects import Found, Subject, register
from potager.press import queries as press
from potager.press.models import Edition
from potager.stories import actions as writing
from potager.stories import queries as stories
from potager.stories.models import Contribution, Illustration, Story


def _post(post: Post) -> Found:
    topic = post.topic
    return Found(
        community=topic.community,
        title=_("Message %(number)s of “%(title)s”") % {"number": post.number, "title": topic.title},
        url=post.get_absolute_url(),
        text=post.body,
        signed=post.signature,
        author=post.author,
        is_private=topic.is_private,
        is_out=not post.is_shown,
    )


def _find_post(identifier: UUID, member: Member | None) -> Found | None:
    shown = conversations.posts_visible_to(member).filter(pk=identifier)
    found = shown.select_related("topic__community", "author").first()
    return _post(found) if found else None


def _look_at_post(identifier: UUID) -> Found | None:
    found = Post.objects.select_related("topic__community", "author").filter(pk=identifier).first()
    is_seen = found is not None and not found.topic.is_private and found.state != Post.State.WITHDRAWN
    return _post(found) if found and is_seen else None


def _post_of(identifier: UUID) -> Post:
    return Post.objects.select_related("topic__community", "author").get(pk=identifier)


def _own_post(by: Member, identifier: UUID) -> str:
    found = Post.objects.filter(pk=identifier, author=by).first()
    return found.body if found else ""


def _topic(topic: Topic) -> Found:
    first = Post.objects.filter(topic=topic, state=Post.State.SHOWN).order_by("number").first()
    return Found(
        community=topic.community,
        title=topic.title,
        url=topic.get_absolute_url(),
        text=first.body if first else "",
        signed=first.signature if first and first.author_id == topic.author_id else "",
        author=topic.author,
        is_out=topic.hidden_at is not None,
    )


def _find_topic(identifier: UUID, member: Member | None) -> Found | None:
    known = conversations.visible_to(member).filter(pk=identifier, is_private=False)
    found = known.select_related("community", "author").first()
    return _topic(found) if found else None


def _look_at_topic(identifier: UUID) -> Found | None:
    rows = Topic.objects.select_related("community", "author").filter(pk=identifier, is_private=False)
    found = rows.first()
    return _topic(found) if found else None


def _topic_of(identifier: UUID) -> Topic:
    return Topic.objects.select_related("community").get(pk=identifier)


def _contribution(found: Contribution) -> Found:
    story = found.story
    return Found(
        community=story.community,
        title=_("Contribution %(number)s to “%(title)s”") % {"number": found.position, "title": story.title},
        url=f"/stories/{story.pk}/#contribution-{found.pk}",
        text=found.text,
        signed=found.signature,
        author=found.author,
        is_out=found.state != Contribution.State.SHOWN,
    )


def _contributions(identifier: UUID) -> Contribution | None:
    rows = Contribution.objects.select_related("story__community", "story__host", "author")
    return rows.filter(pk=identifier).first()


def _find_contribution(identifier: UUID, member: Member | None) -> Found | None:
    found = _contributions(identifier)
    if found is None or found.state not in {Contribution.State.SHOWN, Contribution.State.SET_ASIDE}:
        return None
    return _contribution(found) if stories.read(found.story_id, member) else None


def _look_at_contribution(identifier: UUID) -> Found | None:
    found = _contributions(identifier)
    is_there = found is not None and found.state != Contribution.State.WITHDRAWN
    return _contribution(found) if found and is_there else None


def _contribution_of(identifier: UUID) -> Contribution:
    return Contribution.objects.select_related("story__community").get(pk=identifier)


def _story(found: Story) -> Found:
    return Found(
        community=found.community,
        title=found.title,
        url=found.get_absolute_url(),
        text=f"{found.opening}\n\n{found.guidance}".strip(),
        signed=found.host.display_name,
        author=found.host,
    )


def _find_story(identifier: UUID, member: Member | None) -> Found | None:
    found = stories.visible_to(member).filter(pk=identifier).first()
    return _story(found) if found else None


def _look_at_story(identifier: UUID) -> Found | None:
    found = Story.objects.select_related("community", "host").filter(pk=identifier).first()
    return _story(found) if found else None


def _picture(found: Illustration) -> Found:
    return Found(
        community=found.story.community,
        title=_("A picture in “%(title)s”") % {"title": found.story.title},
        url=f"/stories/{found.story_id}/illustrations/",
        text="\n".join(filter(None, (found.alternative, found.caption))),
        signed=found.credit,
        author=found.by,
        is_out=not found.is_shown,
    )


def _pictures(identifier: UUID) -> Illustration | None:
    rows = Illustration.objects.select_related("story__community", "by").filter(pk=identifier)
    return rows.exclude(state=Illustration.State.WITHDRAWN).first()


def _find_picture(identifier: UUID, member: Member | None) -> Found | None:
    found = _pictures(identifier)
    is_seen = found is not None and found.is_shown and stories.read(found.story_id, member)
    return _picture(found) if found and is_seen else None


def _look_at_picture(identifier: UUID) -> Found | None:
    found = _pictures(identifier)
    return _picture(found) if found else None


def _picture_of(identifier: UUID) -> Illustration:
    return Illustration.objects.select_related("story__community").get(pk=identifier)


def _section(found: Section) -> Found:
    return Found(
        community=found.manuscript.community,
        title=_("The chapter “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text=found.text,
        author=found.manuscript.editor,
    )


def _find_section(identifier: UUID, member: Member | None) -> Found | None:
    read = manuscripts.read_section(identifier, member)
    is_seen = read is not None and (read[0].is_ready or read[1].is_member or read[1].edits)
    return _look_at_section(identifier) if is_seen else None


def _look_at_section(identifier: UUID) -> Found | None:
    rows = Section.objects.select_related("manuscript__community", "manuscript__editor")
    found = rows.filter(pk=identifier, removed_at=None).first()
    return _section(found) if found else None


def _edition(found: Edition) -> Found:
    return Found(
        community=found.community,
        title=_("The book “%(title)s”") % {"title": found.title},
        url=found.get_absolute_url(),
        text=found.subtitle,
        author=found.by,
    )


def _find_edition(identifier: UUID, member: Member | None) -> Found | None:
    found = press.visible_to(member).filter(pk=identifier).first()
    return _edition(found) if found else None


def _look_at_edition(identifier: UUID) -> Found | None:
    found = Edition.objects.filter(pk=identifier).first()
    return _edition(found) if found else None


def _member(found: Membership) -> Found:
    name = found.member.display_name
    return Found(
        community=found.community,
        title=name,
        url=f"{found.community.get_absolute_url()}members/",
        signed=name,
        author=found.member,
        is_out=not found.is_active,
    )


def _find_member(identifier: UUID, member: Member | None) -> Found | None:
    rows = Membership.objects.select_related("community", "member")
    found = rows.filter(pk=identifier, state=Membership.State.ACTIVE, member__is_active=True).first()
    if found is None or member is None:
        return None
    standing = standing_of(member, found.community)
    return _member(found) if standing.is_member or standing.manages else None


def _look_at_member(identifier: UUID) -> Found | None:
    found = Membership.objects.select_related("community", "member").filter(pk=identifier).first()
    return _member(found) if found else None


register(
    "post",
    Subject(
        name=gettext_lazy("a message"),
        find=_find_post,
        look=_look_at_post,
        hide=lambda by, pk: judging.hide_post(by=by, post=_post_of(pk)),
        show=lambda by, pk: judging.unhide_post(by=by, post=_post_of(pk)),
        reword=lambda by, pk, text: judging.reword_post(by=by, post=_post_of(pk), body=text),
        own=_own_post,
        meets=True,
    ),
)
register(
    "topic",
    Subject(
        name=gettext_lazy("a conversation"),
        find=_find_topic,
        look=_look_at_topic,
        hide=lambda by, pk: judging.hide_topic(by=by, topic=_topic_of(pk)),
        show=lambda by, pk: judging.unhide_topic(by=by, topic=_topic_of(pk)),
        meets=True,
    ),
)
register(
    "contribution",
    Subject(
        name=gettext_lazy("a contribution"),
        find=_find_contribution,
        look=_look_at_contribution,
        hide=lambda by, pk: writing.decline_contribution(by=by, contribution=_contribution_of(pk), reason=""),
        show=lambda by, pk: writing.restore_contribution(by=by, contribution=_contribution_of(pk)),
    ),
)
register(
    "illustration",
    Subject(
        name=gettext_lazy("a picture"),
        find=_find_picture,
        look=_look_at_picture,
        hide=lambda by, pk: writing.decline_illustration(by=by, illustration=_picture_of(pk), reason=""),
        show=lambda by, pk: writing.restore_illustration(by=by, illustration=_picture_of(pk)),
    ),
)
register("story", Subject(name=gettext_lazy("a story"), find=_find_story, look=_look_at_story))
register("section", Subject(name=gettext_lazy("a chapter"), find=_find_section, look=_look_at_section))
register("edition", Subject(name=gettext_lazy("a book"), find=_find_edition, look=_look_at_edition))
register(
    "membership",
    Subject(name=gettext_lazy("a member"), find=_find_member, look=_look_at_member, meets=True),
)

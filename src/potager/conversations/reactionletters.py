"""What the author of a post is told when somebody reacts to it."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.conversations.models import Post, Reaction
from potager.conversations.permissions import may_read
from potager.conversations.reactions import KNOWN
from potager.journal.kinds import Notice, facts_of
from potager.journal.models import Activity
from potager.members.models import Member
from potager.members.queries import muted_by


def reaction_added(activity: Activity) -> Iterable[Notice]:
    """To the author, if it was not taken back meanwhile, they read the topic still, and want to know of the person."""
    name = facts_of(activity).name
    post = Post.objects.select_related("author", "topic__community").filter(pk=activity.target_id).first()
    by = Member.objects.filter(pk=activity.actor, is_active=True).first() if activity.actor else None
    if post is None or by is None or name not in KNOWN or not post.is_shown or not post.author.is_active:
        return
    is_there = Reaction.objects.filter(post=post, member=by, name=name).exists()
    if is_there and by.pk not in muted_by(post.author) and may_read(post.author, post.topic):
        yield _notice(post, by, name)


def _notice(post: Post, by: Member, name: str) -> Notice:
    to, url = post.author, (settings.ENV.url or "") + post.get_absolute_url()
    with translation.override(to.language):
        facts = {
            "name": by.display_name,
            "title": post.topic.title,
            "reaction": KNOWN[name].label,
            "link": url,
        }
        return Notice(
            member=to.pk,
            address=to.email,
            language=to.language,
            subject=_("%(name)s reacted to your message in “%(title)s”") % facts,
            body=_("%(name)s: “%(reaction)s”, to your message in “%(title)s”.\n\n%(link)s") % facts,
            reason="reaction",
            thing=f"post:{post.pk}",
            url=post.get_absolute_url(),
            community=post.topic.community_id,
            thread=f"topic:{post.topic_id}",
        )

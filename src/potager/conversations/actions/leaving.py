"""What becomes of what somebody said when they leave for good."""

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from potager.conversations.actions.pictures import forget_pictures_of
from potager.conversations.actions.posts import locked_post, tell, withdraw_post
from potager.conversations.models import Post, PostVersion
from potager.journal.record import act
from potager.lib.permission import must
from potager.members.models import Member


def unsign_post(*, by: Member, post: Post) -> Post:
    """Let a post stand without the name of whoever wrote it."""
    must(by, "withdraw", post)
    with act("post.unsigned", by=by) as done:
        locked = locked_post(post)
        with translation.override(locked.topic.community.language):
            locked.signature = _("Former member")
        locked.revision += 1
        locked.save(update_fields=["signature", "revision"])
        tell(done, locked, is_told=locked.state not in {Post.State.HELD, Post.State.WITHDRAWN})
    return locked


def forget_post(*, by: Member, post: Post) -> None:
    """Take a post back for good: its words, how it stood before, its pictures. What a moderator hid stays hidden."""
    if post.state not in {Post.State.WITHDRAWN, Post.State.HIDDEN}:
        withdraw_post(by=by, post=post)
    PostVersion.objects.filter(post=post).delete()
    forget_pictures_of(post)
    Post.objects.filter(pk=post.pk).update(body="", html="", revision=F("revision") + 1)

"""What the author of a held post is told: that it stands, or why it does not, with the text returned."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from potager.conversations.models import Post
from potager.journal.kinds import Notice
from potager.journal.models import Activity


def post_accepted(activity: Activity) -> Iterable[Notice]:
    """To the author, while it is shown: a passer-by has no other way to learn of it."""
    found = _post(activity)
    if found is None or not found.is_shown or found.topic.is_private:
        return
    with translation.override(found.author.language):
        subject = _("Your message in “%(title)s” is there")
        body = _(
            "Hello %(name)s,\n\nthank you for your message in “%(title)s”. Everyone can read it now:\n\n%(link)s\n\n"
            "To come back, your address and the code that we send to it are enough."
        )
        yield _notice(found, subject, body)


def post_declined(activity: Activity) -> Iterable[Notice]:
    """To the author, with their text and the reason, if it is still declined when the letter is written."""
    found = _post(activity)
    if found is None or found.state != Post.State.DECLINED:
        return
    with translation.override(found.author.language):
        subject = _("Your message in “%(title)s”")
        body = _(
            "Hello %(name)s,\n\nthank you for your message in “%(title)s”. A moderator has not let it appear, and "
            "says why:\n\n%(reason)s\n\nHere is your text, so that you keep it:\n\n%(text)s\n\n%(link)s"
        )
        yield _notice(found, subject, body)


def _post(activity: Activity) -> Post | None:
    posts = Post.objects.select_related("author", "topic__community")
    found = posts.filter(pk=activity.target_id).first()
    return found if found and found.author.is_active else None


def _notice(post: Post, subject: str, body: str) -> Notice:
    path = post.get_absolute_url() if post.is_shown else post.topic.get_absolute_url()
    if post.topic.hidden_at is not None:  # it waited with the post, and is not there
        path = f"{post.topic.community.get_absolute_url()}topics/"
    said = {
        "name": post.author.display_name,
        "title": post.topic.title,
        "reason": post.reason,
        "text": post.body,
        "link": (settings.ENV.url or "") + path,
    }
    one_line = " ".join((subject % said).split())
    to = post.author
    return Notice(
        member=to.pk,
        address=to.email,
        language=to.language,
        subject=one_line,
        body=body % said,
        reason="decision",
        thing=f"held:{post.pk}",
        url=path,
        community=post.topic.community_id,
        thread=f"topic:{post.topic_id}",
    )

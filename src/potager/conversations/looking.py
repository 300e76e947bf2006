"""Which pictures somebody may see: those of the posts that they may read."""

from uuid import UUID

from potager.conversations import queries
from potager.conversations.models import LinkPreview, Picture, Post, PostLink
from potager.members.models import Member


def picture_of(identifier: UUID, member: Member | None) -> Picture | None:
    """A picture that a member (None: a stranger) may see; before its post is there, its author alone."""
    found = Picture.objects.filter(pk=identifier).first()
    if found is None:
        return None
    if found.post_id is None:
        return found if member is not None and found.author_id == member.pk else None
    read = queries.read_post(found.post_id, member)
    if read is None:
        return None
    found.post, standing = read
    is_mine = member is not None and found.author_id == member.pk
    is_seen = found.post.is_shown or is_mine or (_is_looked_after(found.post) and standing.moderates)
    return found if is_seen else None


def _is_looked_after(post: Post) -> bool:
    return post.state in {Post.State.HELD, Post.State.HIDDEN} and not post.topic.is_private


def preview_seen_by(identifier: UUID, member: Member | None) -> LinkPreview | None:
    """What a link leads to, for whoever may read a post with that link."""
    links = PostLink.objects.filter(preview=identifier)
    if not links.filter(post__in=queries.posts_visible_to(member).values("pk")).exists():
        return None
    return LinkPreview.objects.filter(pk=identifier).first()

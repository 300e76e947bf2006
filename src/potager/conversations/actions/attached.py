"""What comes with a post beside its words, inside its act: pictures that were kept, links that are remembered."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from potager.conversations import attaching, linking
from potager.conversations.models import LinkPreview, Post, PostLink
from potager.conversations.tasks import read_link


def attach_pictures(post: Post, wanted: Sequence[attaching.Wanted]) -> None:
    """Put pictures that were kept under a new post, inside its act; raises TooManyPictures, PictureGone."""
    if len(wanted) > attaching.MOST_PICTURES:
        raise attaching.TooManyPictures
    for position, one in enumerate(wanted, start=1):
        mine = attaching.sent_by(post.author).filter(pk=one.picture)
        said = {"position": position, "alternative": one.alternative}
        if not mine.update(post=post, author=post.author, **said):
            raise attaching.PictureGone


def keep_links(post: Post, links: Iterable[str]) -> None:
    """Remember what a post that is shown links to, inside its act; what is not known is read by the worker."""
    addresses = linking.addresses_in(links)
    if not addresses or not post.is_shown or not linking.are_wanted(post.topic):
        return
    previews = [_preview(address) for address in addresses]
    PostLink.objects.bulk_create(
        PostLink(post=post, preview=preview, position=position)
        for position, preview in enumerate(previews, start=1)
    )


def change_links(post: Post, links: Iterable[str]) -> None:
    """The same for a post whose wording changed."""
    if PostLink.objects.filter(post=post).delete()[0] or links:
        keep_links(post, links)


def _preview(address: str) -> LinkPreview:
    """What is known of an address; the worker is asked to read it if that is nothing, or old."""
    made, _is_new = LinkPreview.objects.get_or_create(
        digest=linking.digest_of(address), defaults={"address": address}
    )
    now = timezone.now()
    if made.fetched_at is None or made.fetched_at < now - linking.FRESH:
        is_first = LinkPreview.objects.filter(pk=made.pk, fetched_at=made.fetched_at).update(fetched_at=now)
        if is_first:
            read_link.enqueue(str(made.pk))
    return made

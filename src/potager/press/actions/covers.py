"""Pictures for covers."""

from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from potager.journal.record import act, once
from potager.lib.images import reencoded
from potager.lib.permission import must
from potager.members.models import Member
from potager.press.models import CoverPicture
from potager.stories.models import Story

BOX = (1600, 1600)  # pixels: what a cover shows of a picture at most


@once(CoverPicture)
def add_cover(
    *, by: Member, story: Story, data: bytes, alternative: str, credit: str, key: UUID
) -> CoverPicture:
    """Take in a picture for the cover of the story's book, written anew; raises what `lib.images` raises."""
    must(by, "edit", story)
    made = reencoded(data, box=BOX, format="jpeg")
    with act("cover.added", by=by, key=key) as done:
        picture = CoverPicture.objects.create(
            story=story, by=by, alternative=alternative, credit=credit,
            media_type=made.media_type, width=made.width, height=made.height,
        )  # fmt: skip
        default_storage.save(picture.path, ContentFile(made.data))
        done(picture, place=story, community=story.community_id)
    return picture

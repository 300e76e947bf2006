"""Where the storage keeps portraits."""

from uuid import UUID


def path_of(member: UUID, digest: str, side: int) -> str:
    """The file of one size of a portrait."""
    return f"portraits/{member}-{digest}-{side}.webp"

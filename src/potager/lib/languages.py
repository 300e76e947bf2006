"""Which language to speak to whom."""

from functools import lru_cache

SPOKEN = ("fr", "en")
DEFAULT = "fr"


@lru_cache(maxsize=1024)
def preferred(accept: str, chosen: str = "") -> str:
    """The language of a page: the one `chosen` (a cookie), else the best of an Accept-Language header.

    Source: RFC 9110, 12.5.4. Unknown or malformed ranges are passed over; French is the default.
    """
    if chosen in SPOKEN:
        return chosen
    ranges = [_range(part) for part in accept[:200].split(",")]
    known = [
        (quality, -place, tag) for place, (tag, quality) in enumerate(ranges) if tag in SPOKEN and quality
    ]
    return max(known)[2] if known else DEFAULT


def _range(part: str) -> tuple[str, float]:
    tag, _, weight = part.strip().partition(";")
    try:
        quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
    except ValueError:
        quality = 0.0
    return tag.strip().lower().split("-")[0], quality

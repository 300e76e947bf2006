"""A process of its own, started by images.py: a picture comes in as bytes, new ones go out, within limits.

It is run as a plain file, so that it imports nothing but Pillow and the standard library. What is written is
made of pixels alone: no metadata, no profile, no frame but the first, nothing that stood after the picture.
"""

import io
import json
import resource
import struct
import sys
from typing import Any

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
NO_PICTURE, TOO_MANY_PIXELS, DAMAGED, STARVED = 3, 4, 5, 6
QUALITY = {"webp": {"quality": 82, "method": 4}, "jpeg": {"quality": 88, "progressive": True}, "png": {}}
PAPER = (255, 255, 255)
FIRST = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8")  # bytes of a file that means to be one of FORMATS
TRANSPARENT = ("LA", "La", "PA", "RGBA", "RGBa")


class Refused(Exception):
    """The picture is not taken; the argument is the code with which the process ends."""


def limit(*, memory: int, seconds: int) -> None:
    """No more than `memory` bytes of address space and `seconds` of processor; no file may be written."""
    for what, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def webp_size(data: bytes) -> tuple[int, int]:
    """Width and height that a WebP claims: its decoder takes memory for them when it is opened. Raises Refused.

    Source: RFC 9649, 2.7 (VP8X), 3.4 (VP8L); RFC 6386, 9.1 (VP8).
    """
    kind, head = data[12:16], data[20:30]
    try:
        if kind == b"VP8X":
            return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
        if kind == b"VP8L":
            bits = struct.unpack("<I", head[1:5])[0]
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        width, height = struct.unpack("<HH", head[6:10])
        return width & 0x3FFF, height & 0x3FFF
    except struct.error:
        raise Refused(DAMAGED) from None


def means_well(data: bytes) -> bool:
    """Whether the first bytes are those of a picture that is taken: if it cannot be opened, it is damaged."""
    return data.startswith(FIRST) or data[8:12] == b"WEBP" or data[4:11] == b"ftypavi"


def opened(data: bytes, *, most_pixels: int) -> Any:
    """The picture, not decoded yet; raises Refused."""
    from PIL import Image, UnidentifiedImageError  # after the limits are set

    Image.MAX_IMAGE_PIXELS = most_pixels
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        refuse_large(webp_size(data), most_pixels)
    try:
        image: Any = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused(DAMAGED if means_well(data) else NO_PICTURE) from None
    except Image.DecompressionBombError:
        raise Refused(TOO_MANY_PIXELS) from None
    refuse_large(image.size, most_pixels)
    return image


def refuse_large(size: tuple[int, int], most_pixels: int) -> None:
    """Raise Refused if there are more pixels than are taken."""
    if size[0] * size[1] > most_pixels:
        raise Refused(TOO_MANY_PIXELS)


def decoded(image: Any, sizes: list[dict[str, Any]]) -> Any:
    """The first frame's pixels, the right way up, in sRGB: RGB or, where it is transparent, RGBA."""
    from PIL import ImageOps

    largest = max(size["width"] for size in sizes), max(size["height"] for size in sizes)
    image.draft(
        "RGB", largest
    )  # a JPEG may be decoded at an eighth of its size: never smaller than asked for
    image.load()
    image = lessened(image, sizes)
    ImageOps.exif_transpose(image, in_place=True)
    is_clear = image.mode in TRANSPARENT or "transparency" in image.info
    mode = "RGBA" if is_clear else "RGB"
    return in_srgb(image, mode) or (image if image.mode == mode else image.convert(mode))


def lessened(image: Any, sizes: list[dict[str, Any]]) -> Any:
    """A picture of many pixels at a part of its size, twice what is asked for at least: copies of it weigh less."""
    if image.mode not in {"L", "RGB", "RGBA", "CMYK"} or "transparency" in image.info:
        return image
    longest = max(max(size["width"], size["height"]) for size in sizes)
    shortest = min(image.size) if any(size["is_cropped"] for size in sizes) else max(image.size)
    factor = shortest // (2 * longest)
    return image.reduce(factor) if factor > 1 else image


def in_srgb(image: Any, mode: str) -> Any:
    """The picture with its colours as its own profile means them; None if it has none that can be used."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile:
        return None
    try:
        own, ours = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        colours = image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")
        changed: Any = ImageCms.profileToProfile(colours, own, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
    if mode == "RGBA":
        changed.putalpha(image.convert("RGBA").getchannel("A"))
    return changed


def shaped(image: Any, *, width: int, height: int, is_cropped: bool) -> Any:
    """The picture inside the box, never enlarged; or its middle, filling the box."""
    from PIL import Image, ImageOps

    if is_cropped:
        return ImageOps.fit(image, (width, height), Image.Resampling.LANCZOS)
    image = image.copy()
    image.thumbnail((width, height), Image.Resampling.LANCZOS)
    return image


def written(image: Any, form: str) -> bytes:
    """The pixels in a new file."""
    from PIL import Image

    if form == "jpeg" and image.mode == "RGBA":
        paper = Image.new("RGB", image.size, PAPER)
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    bare = Image.frombytes(image.mode, image.size, image.tobytes())  # the pixels, and not a word besides
    out = io.BytesIO()
    bare.save(out, form.upper(), **QUALITY[form])
    return out.getvalue()


def made(order: dict[str, Any], data: bytes) -> list[tuple[dict[str, int], bytes]]:
    """Each size ordered, with its width and height; raises Refused."""
    sizes = order["sizes"]
    image = opened(data, most_pixels=order["most_pixels"])
    pixels = decoded(image, sizes)
    del image
    pictures = []
    for size in sizes:
        picture = shaped(pixels, **size)
        told = {"width": picture.width, "height": picture.height}
        pictures.append((told, written(picture, order["format"])))
    return pictures


def main() -> int:
    """Read an order and a picture on standard input, answer on standard output; the code says what was wrong."""
    order, data = json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
    limit(memory=order["memory"], seconds=order["seconds"])
    try:
        pictures = made(order, data)
    except Refused as refusal:
        return int(refusal.args[0])
    except MemoryError:
        return STARVED
    except (
        Exception
    ) as error:  # decoders raise what they like: OSError, SyntaxError, struct.error, EOFError …
        sys.stderr.write(repr(error)[:500])
        return STARVED if "memory" in str(error).lower() else DAMAGED
    told = [{**size, "bytes": len(picture)} for size, picture in pictures]
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(one for _, one in pictures))
    return 0


if __name__ == "__main__":
    sys.exit(main())

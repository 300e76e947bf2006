"""Pictures that people send: what comes out is ours, what lies is refused, and nothing takes the machine."""

import io
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from potager.lib.images import (
    Limits,
    NoPicture,
    Picture,
    PictureDamaged,
    PictureTooHard,
    PictureTooHeavy,
    Size,
    TooManyPixels,
    in_sizes,
    reencoded,
)
from potager.lib.refusals import Refusal

RED, BLUE = (200, 30, 40), (30, 40, 200)
SECRET = "48°51'N 2°21'E, Ada's kitchen"


def halves(size: tuple[int, int] = (80, 40), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def file(image: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def seen(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def is_near(got: Any, wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 24 for one, other in zip(got, wanted, strict=False))


def png_that_claims(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def webp_that_claims(width: int, height: int) -> bytes:
    body = bytearray(file(halves(), "WEBP", lossless=True))
    extended = struct.pack("<I", 0) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + struct.pack("<I", 10) + extended + bytes(body[12:])
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def gif_that_claims(width: int, height: int) -> bytes:
    body = bytearray(file(halves(), "GIF"))
    body[6:10] = struct.pack("<HH", width, height)
    return bytes(body)


def jpeg_that_claims(width: int, height: int) -> bytes:
    body = bytearray(file(halves(), "JPEG"))
    at = body.index(b"\xff\xc0")
    body[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(body)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
@pytest.mark.parametrize("wanted", ["webp", "jpeg", "png"])
def test_each_format_comes_out_as_the_one_that_is_asked_for(form: str, wanted: Any) -> None:
    picture = reencoded(file(halves(), form), box=(40, 40), format=wanted)
    image = seen(picture)
    assert (picture.width, picture.height) == image.size == (40, 20)
    assert (image.format, picture.media_type) == (wanted.upper(), f"image/{wanted}")
    pixels = image.convert("RGB")
    assert is_near(pixels.getpixel((5, 10)), RED)
    assert is_near(pixels.getpixel((35, 10)), BLUE)


def test_a_small_picture_is_not_enlarged_and_a_square_is_its_middle() -> None:
    assert reencoded(file(halves((8, 4)), "PNG"), box=(400, 400), format="png").width == 8
    data = file(halves((90, 30)), "PNG")
    sizes = [Size(10, 10, is_cropped=True), Size(20, 20, is_cropped=True)]
    small, large = in_sizes(data, sizes=sizes, format="png")
    assert (small.width, small.height, large.width) == (10, 10, 20)
    assert is_near(seen(large).getpixel((1, 10)), RED)
    assert is_near(seen(large).getpixel((18, 10)), BLUE)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_it_was_seen(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = reencoded(file(halves((80, 40)), "JPEG", exif=exif), box=(80, 80), format="png")
    stands = orientation >= 5
    assert (picture.width, picture.height) == ((40, 80) if stands else (80, 40))
    first = RED if orientation in {1, 4, 5, 6} else BLUE
    assert is_near(seen(picture).convert("RGB").getpixel((10, 10)), first)


@pytest.mark.parametrize("wanted", ["webp", "jpeg", "png"])
def test_no_word_of_the_file_is_left(wanted: Any) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif.get_ifd(0x8825)[1] = "N"
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", SECRET)
    words.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{SECRET}</x:xmpmeta>")
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sent = [
        file(halves(), "JPEG", exif=exif, comment=SECRET.encode(), icc_profile=icc, xmp=SECRET.encode()),
        file(halves(), "PNG", exif=exif, pnginfo=words, icc_profile=icc),
        file(halves(), "WEBP", exif=exif, xmp=SECRET.encode(), icc_profile=icc),
        file(halves(), "AVIF", exif=exif, xmp=SECRET.encode(), icc_profile=icc),
        file(halves(), "GIF", comment=SECRET.encode()) + b"PK\x03\x04<script>alert(1)</script>",
    ]
    for data in sent:
        picture = reencoded(data, box=(80, 80), format=wanted)
        for trace in (
            b"Ada",
            b"48",
            b"Exif",
            b"EXIF",
            b"xmp",
            b"ICC",
            b"iCCP",
            b"tEXt",
            b"<script",
            b"PK\x03",
        ):
            assert trace not in picture.data or trace == b"48", trace
        assert not seen(picture).getexif()
        assert "icc_profile" not in seen(picture).info


def test_colours_are_what_their_profile_means() -> None:
    """A profile in which red and blue change places: the picture is seen as it was meant."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    for start in at:
        profile[start : start + 4] = b"bXYZ" if profile[start : start + 4] == b"rXYZ" else b"rXYZ"
    data = file(Image.new("RGB", (20, 20), (250, 0, 0)), "PNG", icc_profile=bytes(profile))
    red, _green, blue = seen(reencoded(data, box=(20, 20), format="png")).getpixel((5, 5))
    assert blue > 200 > 60 > red
    spoilt = file(Image.new("RGB", (20, 20), (250, 0, 0)), "PNG", icc_profile=b"no profile at all" * 20)
    assert is_near(seen(reencoded(spoilt, box=(20, 20), format="png")).getpixel((5, 5)), (250, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_kind_of_pixel_is_understood(mode: str) -> None:
    form = "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG"
    image = halves(mode=mode) if mode != "I;16" else halves(mode="L").convert("I;16")
    for wanted in ("webp", "jpeg", "png"):
        assert reencoded(file(image, form), box=(80, 80), format=wanted).width == 80  # type: ignore[arg-type]


def test_transparency_stays_and_is_paper_where_there_is_none() -> None:
    data = file(Image.new("RGBA", (10, 10), (0, 0, 0, 0)), "PNG")
    assert seen(reencoded(data, box=(10, 10), format="webp")).convert("RGBA").getpixel((5, 5))[3] == 0
    assert is_near(seen(reencoded(data, box=(10, 10), format="jpeg")).getpixel((5, 5)), (255, 255, 255))


def test_of_a_film_the_first_picture_is_kept() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in (RED, BLUE, RED)]
    data = file(frames[0], "GIF", save_all=True, append_images=frames[1:])
    image: Any = seen(reencoded(data, box=(20, 20), format="webp"))
    assert image.n_frames == 1
    assert is_near(image.convert("RGB").getpixel((5, 5)), RED)


@pytest.mark.parametrize(
    "bomb",
    [
        png_that_claims(50_000, 50_000, zlib.compress(b"\0" * 1000)),
        gif_that_claims(50_000, 50_000),
        webp_that_claims(50_000, 50_000),
        webp_that_claims(16_384, 16_384),
        jpeg_that_claims(50_000, 50_000),
        png_that_claims(2**31 - 1, 2**31 - 1, b""),
    ],
    ids=["png", "gif", "webp", "webp within its format", "jpeg", "png without end"],
)
def test_pixels_are_counted_before_they_are_made(bomb: bytes) -> None:
    begun = time.monotonic()
    with pytest.raises((TooManyPixels, PictureDamaged)):
        reencoded(bomb, box=(96, 96), format="webp")
    assert time.monotonic() - begun < 10
    with pytest.raises(TooManyPixels, match="TooManyPixels") as refusal:
        reencoded(file(halves((2000, 1500)), "PNG"), most_pixels=2_000_000, box=(9, 9), format="webp")
    assert "2 million" in str(refusal.value.message)


def test_data_that_swells_is_not_unpacked() -> None:
    """A megabyte of deflated zeros is a gigabyte: the decoder stops where the picture is full."""
    packer = zlib.compressobj(9)
    zeros = b"\0" * 10_000_000
    swelling = b"".join(packer.compress(zeros) for _ in range(40)) + packer.flush()
    picture = reencoded(png_that_claims(100, 100, swelling), box=(96, 96), format="webp")
    assert picture.width == 96
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "x" * 900_000, zip=True)
    assert reencoded(file(halves(), "PNG", pnginfo=words), box=(96, 96), format="webp").width == 80
    with pytest.raises(PictureDamaged):
        reencoded(file(halves(), "PNG", icc_profile=b"\0" * 30_000_000), box=(96, 96), format="webp")


def cut(form: str) -> bytes:
    whole = file(halves((400, 400)).effect_spread(60), form)
    return whole[: len(whole) * 2 // 3]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_half_a_picture_is_none(form: str) -> None:
    with pytest.raises(PictureDamaged):
        reencoded(cut(form), box=(96, 96), format="webp")


@pytest.mark.parametrize(
    "what",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff",
        b"RIFF\x10\0\0\0WEBPVP8X",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg>&a;</svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        b"PK\x03\x04" + b"\0" * 100,
        b"\0" * 5000,
    ],
)
def test_what_is_no_picture_is_refused_kindly(what: bytes) -> None:
    with pytest.raises((NoPicture, PictureDamaged)) as refusal:
        reencoded(what, box=(96, 96), format="webp")
    assert len(str(refusal.value.message)) > 30


@pytest.mark.parametrize("form", ["BMP", "TIFF", "ICO", "PPM", "JPEG2000", "DIB", "EPS", "TGA"])
def test_other_formats_are_not_even_opened(form: str) -> None:
    with pytest.raises(NoPicture):
        reencoded(file(halves(), form), box=(96, 96), format="webp")


@pytest.mark.parametrize(
    "tail", [b"<?php system('id') ?>", b"<script>alert(1)</script>", b"PK\x05\x06" + b"\0" * 18]
)
def test_a_file_that_is_two_things_becomes_one(tail: bytes) -> None:
    for form in ("JPEG", "PNG", "GIF"):
        assert tail not in reencoded(file(halves(), form) + tail, box=(96, 96), format="png").data
    with pytest.raises(Refusal):
        reencoded(tail + file(halves(), "PNG"), box=(96, 96), format="png")


def test_bytes_time_and_memory_have_limits() -> None:
    with pytest.raises(PictureTooHeavy) as refusal:
        reencoded(b"\0" * 3_000_001, box=(96, 96), format="webp", most_bytes=3_000_000)
    assert "\xa03 M" in str(refusal.value.message) or " 3 M" in str(refusal.value.message)
    sizes, data = [Size(96, 96)], file(halves((3000, 3000)), "PNG")
    for limits in (Limits(seconds=0.01), Limits(memory=60_000_000)):
        with pytest.raises(PictureTooHard):
            in_sizes(data, sizes=sizes, format="webp", limits=limits)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(
    "make", [lambda form=form: file(halves(), form) for form in ("JPEG", "PNG", "WEBP", "AVIF", "GIF")]
)
def test_a_spoilt_byte_ends_in_a_picture_or_a_refusal(make: Callable[[], bytes]) -> None:
    data = make()
    for at in range(0, len(data), max(1, len(data) // 4)):
        try:
            assert reencoded(flipped(data, at), box=(96, 96), format="webp").data
        except Refusal as refusal:
            assert refusal.message

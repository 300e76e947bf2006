"""The bars of an ISBN, as bookshops scan them (EAN-13; source: ISO/IEC 15420)."""

LEFT = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
PARITY = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def ean13(isbn: str) -> str:
    """The bars as SVG; nothing for what is no ISBN of thirteen digits with its right last one."""
    digits = [int(sign) for sign in isbn if sign in "0123456789"]
    if len(digits) != 13 or sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10:
        return ""
    bars = _modules(digits)
    drawn = "".join(
        f'<rect x="{i + 7}" width="1" height="{66 if _is_guard(i) else 60}"/>'
        for i, bar in enumerate(bars)
        if bar == "1"
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 109 68">'
        f'<rect width="109" height="68" fill="#ffffff"/><g fill="#000000">{drawn}</g></svg>'
    )


def _modules(digits: list[int]) -> str:
    """The 95 modules, 1 for a bar."""
    left = [
        LEFT[digit] if side == "L" else _mirrored(_inverse(LEFT[digit]))
        for digit, side in zip(digits[1:7], PARITY[digits[0]], strict=True)
    ]
    right = [_inverse(LEFT[digit]) for digit in digits[7:]]
    return f"101{''.join(left)}01010{''.join(right)}101"


def _inverse(modules: str) -> str:
    return modules.translate({48: "1", 49: "0"})


def _mirrored(modules: str) -> str:
    return modules[::-1]


def _is_guard(place: int) -> bool:
    return place < 3 or 45 <= place < 50 or place >= 92

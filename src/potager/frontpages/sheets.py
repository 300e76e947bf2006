"""The style sheet of a theme: tokens, and nothing else."""

from hashlib import sha256

from potager.frontpages.colours import STRONGEST, Colour, legible, of_hex
from potager.frontpages.models import Theme

READING, TEXT = 7.0, 4.5  # WCAG 2.2: AAA for what is read, AA for the rest
PAPERS = {  # chroma and hue, by day and by night
    Theme.Paper.CREAM: (0.012, 92, 0.018, 150),
    Theme.Paper.WHITE: (0.0, 0, 0.0, 0),
    Theme.Paper.SAND: (0.022, 75, 0.016, 75),
    Theme.Paper.ROSE: (0.014, 20, 0.016, 20),
    Theme.Paper.MIST: (0.012, 240, 0.020, 240),
    Theme.Paper.MINT: (0.018, 155, 0.022, 160),
}
FACES = {
    Theme.Face.BOOK: "",
    Theme.Face.PLAIN: "var(--sans)",
    Theme.Face.ROUND: 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, Comfortaa, "Arial Rounded MT Bold", '
    "Calibri, var(--sans)",
}


def tokens_of(theme: Theme) -> dict[str, tuple[Colour, Colour]]:
    """The colours that a theme sets, by day and by night."""
    day_chroma, day_hue, night_chroma, night_hue = PAPERS[Theme.Paper(theme.paper)]
    picked = of_hex(theme.colour)
    chroma, hue = min(picked.chroma, STRONGEST), picked.hue
    grounds = {
        "paper": (Colour(0.976, day_chroma, day_hue), Colour(0.205, night_chroma, night_hue)),
        "sheet": (Colour(0.993, day_chroma / 2, day_hue), Colour(0.24, night_chroma, night_hue)),
        "leaf-bg": (Colour(0.94, chroma / 3, hue), Colour(0.29, chroma / 2.5, hue)),
    }
    on_leaf = (Colour(0.99, min(chroma, 0.01), hue), Colour(0.18, min(chroma, 0.03), hue))
    acts = {"leaf": (0.42, 0.79), "leaf-deep": (0.35, 0.85)}
    made = {
        name: tuple(
            legible(
                Colour(lightness, chroma, hue),
                on=[*(pair[place] for pair in grounds.values()), on_leaf[place]],
                ratio=READING,
            )
            for place, lightness in enumerate(both)
        )
        for name, both in acts.items()
    }
    return {**grounds, "leaf": made["leaf"], "leaf-deep": made["leaf-deep"], "on-leaf": on_leaf}  # type: ignore[dict-item]


def sheet_of(theme: Theme) -> str:
    """The style sheet."""
    lines = [
        f"--{name}: light-dark({day.css}, {night.css});" for name, (day, night) in tokens_of(theme).items()
    ]
    if face := FACES[Theme.Face(theme.face)]:
        lines.append(f"--serif: {face};")
    return "@layer tokens { :root { " + " ".join(lines) + " } }\n"


def digest_of(theme: Theme) -> str:
    """The name of its style sheet, which changes whenever the sheet does."""
    return sha256(sheet_of(theme).encode()).hexdigest()[:16]

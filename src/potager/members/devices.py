"""What a browser says it is, in two words that everybody knows; nothing of what it sent is kept."""

from django.utils.translation import gettext as _

LONGEST = 400  # signs of a User-Agent that are looked at
# The first sign that is found counts: nearly everyone claims to be Chrome and Safari besides.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> tuple[str, str]:
    """The browser and the system behind a User-Agent, each "" if it is none of the well-known ones."""
    told = user_agent[:LONGEST]
    return _first(BROWSERS, told), _first(SYSTEMS, told)


def _first(names: tuple[tuple[str, str], ...], told: str) -> str:
    return next((name for sign, name in names if sign in told), "")


def in_words(browser: str, system: str) -> str:
    """How a person would call that device."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A device that does not say what it is")

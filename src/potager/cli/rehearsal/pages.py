"""Read a page as a browser does: its forms, with the values that they already hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """A form of a page: where it goes and what it would send if nothing were typed."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See HTMLParser."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(action=given.get("action", ""))
            self.forms.append(self._form)
        elif (
            self._form is not None and tag in {"input", "textarea", "select", "button"} and given.get("name")
        ):
            self._form.names.add(given["name"])
            self._note(tag, given, {name for name, _ in attrs})
        elif self._select and self._form is not None and tag == "option" and "selected" in given:
            self._form.values[self._select] = given.get("value", "")

    def _note(self, tag: str, given: dict[str, str], present: set[str]) -> None:
        assert self._form is not None  # noqa: S101 (tells the type checker)
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            self._area, self._form.values[name] = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "input" and kind in {"checkbox", "radio"}:
            if "checked" in present:
                self._form.values[name] = given.get("value", "on")
        elif tag == "input":
            self._form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        """See HTMLParser."""
        if self._area and self._form is not None:
            self._form.values[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        """See HTMLParser."""
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None


def form_with(page: str, *names: str) -> Form | None:
    """The first form of the page that has fields of all these names."""
    parser = _Forms()
    parser.feed(page)
    return next((form for form in parser.forms if form.names.issuperset(names)), None)

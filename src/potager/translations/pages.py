"""What the templates of translations need, gathered."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import get_language

from potager.communities.queries import standing_of
from potager.lib.permission import may
from potager.lib.tongues import direction, is_printed, name_in, own_name
from potager.members.models import Member
from potager.press.models import Edition
from potager.translations import queries
from potager.translations.forms import NameForm, OpenForm
from potager.translations.models import Translation, Translator

PER_PAGE = 20
SHOWN = {"all": None, "todo": {"empty", "draft", "changed"}, "changed": {"changed"}}


def frame(edition: Edition, member: Member | None) -> dict[str, Any]:
    """What every page needs: the book, its community, the reader's standing there."""
    community = edition.community
    return {"edition": edition, "community": community, "standing": standing_of(member, community)}


def original(translation: Translation) -> Edition:
    """The edition to translate; 404 while the book is withdrawn."""
    if found := queries.original_of(translation):
        return found
    raise Http404


def named(translation: Translation) -> dict[str, str]:
    """The other language: its tag, its name here, its own name, its direction."""
    tag = translation.language
    return {
        "tag": tag,
        "name": name_in(tag, get_language() or "fr"),
        "own": own_name(tag),
        "direction": direction(tag),
    }


def open_page(edition: Edition, member: Member, form: OpenForm | None = None) -> dict[str, Any]:
    """The form to begin, and what was begun."""
    opened = queries.of_book(edition)
    taken = {one.language for one in opened}
    spoken = get_language() or "fr"
    return {
        **frame(edition, member),
        "form": form or OpenForm(source=edition.language, taken=taken, spoken=spoken),
        "opened": [(one, named(one), queries.progress_of(queries.pairs_of(one, edition))) for one in opened],
        "may_open": may(member, "translate", edition),
        "may_join": may(member, "translate", Translation(original=edition)),
    }


def workshop_page(translation: Translation, member: Member, *, page: str, show: str) -> dict[str, Any]:
    """The passages side by side, a page of them."""
    edition = original(translation)
    pairs = queries.pairs_of(translation, edition)
    wanted = SHOWN.get(show)
    shown = [pair for pair in pairs if wanted is None or pair.state in wanted]
    return {
        **frame(edition, member),
        **_common(translation, member, edition),
        "page": Paginator(shown, PER_PAGE).get_page(page),
        "show": show if show in SHOWN else "all",
        "progress": queries.progress_of(pairs),
        "translators": queries.translators_of(translation),
        "name_form": NameForm(initial={"name": _name(translation, member)}),
    }


def passage_page(translation: Translation, member: Member, key: str) -> dict[str, Any]:
    """One passage, with what it said before."""
    edition = original(translation)
    pairs = queries.pairs_of(translation, edition)
    place = next((number for number, pair in enumerate(pairs) if pair.original.key == key), None)
    if place is None:
        raise Http404
    pair = pairs[place]
    earlier = pair.passage.earlier.select_related("by").order_by("-written_at")[:20] if pair.passage else []
    return {
        **frame(edition, member),
        **_common(translation, member, edition),
        "pair": pair,
        "earlier": earlier,
        "next": pairs[place + 1] if place + 1 < len(pairs) else None,
    }


def _common(translation: Translation, member: Member, edition: Edition) -> dict[str, Any]:
    return {
        "translation": translation,
        "language": named(translation),
        "source": {"tag": edition.language, "direction": direction(edition.language)},
        "may_release": may(member, "release", translation),
        "is_printed": is_printed(translation.language),
        "reader": member,
    }


def _name(translation: Translation, member: Member) -> str:
    known = Translator.objects.filter(translation=translation, member=member).first()
    return known.name if known else member.display_name

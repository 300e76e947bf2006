"""From the form of the desk to a version: whatever happens, no word is lost."""

from dataclasses import replace
from typing import Any

from django.http import QueryDict

from potager.editorial import actions, entries, rules
from potager.editorial.actions import Text
from potager.editorial.forms import TextForm
from potager.editorial.models import Article, Version
from potager.lib.refusals import Refusal
from potager.members.models import Member


def listed(article: Article, typed: QueryDict) -> list[dict[str, Any]] | None:
    """The entries that came with the form; None if none can come: they stay as they are."""
    return entries.kept(entries.typed(typed)) if article.kind == Article.Kind.LIST else None


def text_in(article: Article, form: TextForm, typed: QueryDict) -> Text:
    """All that was typed, once the form is valid."""
    return replace(form.text(), entries=listed(article, typed))


def submit(
    by: Member, article: Article, form: TextForm, typed: QueryDict, *, is_beside: bool = False
) -> Version | Refusal | None:
    """Keep what was typed: as the newest version, or beside it; None where it is the newest already.

    What cannot be kept as a version now stays as the person's draft, and the answer says why.
    """
    text, base = text_in(article, form, typed), form.cleaned_data["base"]
    keep = actions.keep_article_beside if is_beside else actions.save_article
    try:
        return keep(by=by, article=article, text=text, base=base, key=form.key_or_new)
    except rules.NothingChanged:
        actions.drop_draft(by=by, article=article)
        return None
    except rules.TooLong as refusal:
        return refusal
    except Refusal as refusal:
        actions.keep_draft(by=by, article=article, text=text, base=base)
        return refusal

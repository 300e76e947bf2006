"""The page on which an article meets its translations."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from potager.communities.queries import Standing
from potager.editorial import queries, shelfpages
from potager.editorial.forms import Keyed
from potager.editorial.models import Article
from potager.lib.tongues import own_name

OFFERED = 300  # articles that one can choose from


class BeginForm(Keyed):
    """Into which language."""

    language = forms.ChoiceField(label=_("Into which language"))

    def __init__(self, data: Any, *, article: Article) -> None:
        super().__init__(data)
        there = {article.language, *(one.language for one in group_of(article))}
        free = [(code, name) for code, name in settings.LANGUAGES if code not in there]
        self.fields["language"].choices = free  # type: ignore[attr-defined]


class _Titled(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Its title and its language."""
        return f"{obj.title} ({own_name(obj.language)})"


class LinkForm(forms.Form):
    """An article that is there already."""

    other = _Titled(
        label=_("The same text in another language"),
        queryset=Article.objects.none(),
        empty_label=_("Choose an article"),
    )

    def __init__(self, data: Any, *, article: Article, standing: Standing) -> None:
        super().__init__(data)
        self.fields["other"].queryset = _candidates(article, standing)  # type: ignore[attr-defined]


def _candidates(article: Article, standing: Standing) -> QuerySet[Article]:
    """Articles of the community in other languages that the person writes, the newest first."""
    found = Article.objects.filter(community=article.community_id)
    if not standing.edits and standing.member:
        found = found.filter(pk__in=queries.written_by(standing.member, article.community).values("pk"))
    others = found.exclude(language=article.language).exclude(pk__in=[one.pk for one in group_of(article)])
    newest = others.order_by("-opened_at").values("pk")[:OFFERED]
    return Article.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).order_by("title")


def group_of(article: Article) -> list[Article]:
    """Its translations, out or not, but for itself."""
    if article.translation is None:
        return []
    found = Article.objects.filter(translation=article.translation, community=article.community_id)
    return list(found.exclude(pk=article.pk).order_by("language"))


def languages_page(article: Article, standing: Standing, **forms_: forms.Form) -> dict[str, Any]:
    """The translations that there are, those that can be begun, those that can be named."""
    others = [
        (one, own_name(one.language), queries.find(one.pk, standing.member)) for one in group_of(article)
    ]
    return {
        **shelfpages.frame(article.community, standing),
        "article": article,
        "others": others,
        "begin": BeginForm(None, article=article),
        "link": LinkForm(None, article=article, standing=standing),
        **forms_,
    }

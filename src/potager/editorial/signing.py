"""The pages on which people agree to sign, and the page of what somebody published under a name."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from potager.authorship.queries import bylines_of
from potager.communities import queries as communities
from potager.communities.fields import Line
from potager.communities.models import Community
from potager.communities.queries import Standing, standing_of
from potager.editorial import looking, marking, pages, queries, shelfpages, shelves
from potager.editorial.entries import with_entries
from potager.editorial.models import Article, Author
from potager.lib.statements import first_where
from potager.members.models import Member


class _Person(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """By name."""
        return str(obj.display_name)


class AskForm(forms.Form):
    """Whom to ask."""

    member = _Person(
        label=_("Whom to ask to sign"), queryset=Member.objects.none(), empty_label=_("Choose a member")
    )

    def __init__(self, data: Any, *, article: Article) -> None:
        super().__init__(data)
        there = Author.objects.filter(article=article).values("member")
        people = Member.objects.filter(pk__in=communities.members_of(article.community).values("member"))
        free = people.exclude(pk__in=there).order_by("display_name", "pk")
        self.fields["member"].queryset = free  # type: ignore[attr-defined]


class SignForm(forms.Form):
    """Under which name."""

    name = Line(
        label=_("The name that readers see"),
        max_length=80,
        help_text=_("You can change it later, or be named no more, in “Your names”."),
    )


def authors_page(article: Article, standing: Standing, form: AskForm) -> dict[str, Any]:
    """Who signs, who was asked, whom one can ask."""
    rows = list(Author.objects.filter(article=article).select_related("member").order_by("position", "since"))
    names = bylines_of(queries.work_of(article), {one.member_id: one.signature for one in rows})
    told = [(one, names[one.member_id].name) for one in rows]
    return {**shelfpages.frame(article.community, standing), "article": article, "rows": told, "form": form}


def asked_article(identifier: UUID, member: Member) -> tuple[Article, Author] | None:
    """An article that somebody is asked to sign, or has signed; None if not, or where they read nothing."""
    article = first_where(Article, id=identifier)
    place = (
        Author.objects.filter(article=identifier, member=member).exclude(state=Author.State.DECLINED).first()
    )
    community = first_where(Community, id=article.community_id) if article else None
    if article is None or place is None or community is None or not standing_of(member, community).reads:
        return None
    article.community = community
    return article, place


def sign_page(article: Article, place: Author, member: Member, form: SignForm) -> dict[str, Any]:
    """What one would sign: the text as it stands."""
    held = looking.shown_with(article)
    made = with_entries(marking.rendered(article.body, **held), article.entries, held)
    return {
        **shelfpages.frame(article.community, standing_of(member, article.community)),
        "article": article,
        "text": pages.text_html(made.html),
        "place": place,
        "authors": queries.bylines([article])[article.pk],
        "form": form,
    }


def author_page(
    signature: shelves.Signature, community: Community, standing: Standing, *, page: str
) -> dict[str, Any]:
    """What somebody published under a name."""
    found = shelves.signed_as(signature, community, standing)
    return {**shelfpages.rows_page(community, standing, found, page=page), "signature": signature}

"""Categories and tags, which editors keep in order."""

from uuid import UUID

from django.db.models import Max

from potager.communities.models import Community
from potager.editorial import rules, tagging
from potager.editorial.actions.shelves import free_slug
from potager.editorial.models import Article, Category, Tag
from potager.journal.record import act, once
from potager.lib.permission import must
from potager.lib.texts import one_line
from potager.members.models import Member


@once(Category)
def add_category(*, by: Member, community: Community, name: str, key: UUID | None = None) -> Category:
    """Add a drawer at the end; raises TooManyCategories."""
    must(by, "publish", community)
    with act("category.added", by=by, key=key) as done:
        there = Category.objects.filter(community=community)
        if there.count() >= rules.MOST_CATEGORIES:
            raise rules.TooManyCategories
        name = one_line(name)[:60]
        rank = (there.aggregate(last=Max("rank"))["last"] or 0) + 1
        category = Category(
            community=community, name=name, rank=rank, address=free_slug(there, name, "category")
        )
        category.save(force_insert=True)
        done(category, community=community.pk)
    return category


def rename_category(*, by: Member, category: Category, name: str) -> None:
    """Call a drawer otherwise; its address stays."""
    must(by, "publish", category.community)
    with act("category.renamed", by=by) as done:
        Category.objects.filter(pk=category.pk).update(name=one_line(name)[:60])
        done(category, community=category.community_id)


def move_category(*, by: Member, category: Category, to: int) -> None:
    """Put a drawer at a place, from 1; the others keep their order."""
    must(by, "publish", category.community)
    with act("category.moved", by=by) as done:
        there = list(Category.objects.select_for_update().filter(community=category.community_id))
        there = [one for one in there if one.pk != category.pk]
        there.insert(max(0, min(to - 1, len(there))), category)
        for rank, one in enumerate(there, start=1):
            Category.objects.filter(pk=one.pk).update(rank=rank)
        done(category, community=category.community_id)


def remove_category(*, by: Member, category: Category) -> None:
    """Take a drawer away; its articles stay, in none."""
    must(by, "publish", category.community)
    with act("category.removed", by=by) as done:
        done(category, community=category.community_id)
        Article.objects.filter(category=category).update(category=None)
        Category.objects.filter(pk=category.pk).delete()


def rename_tag(*, by: Member, tag: Tag, name: str) -> Tag:
    """Call a tag otherwise; if there is one of that name, both become one. Raises NoWord."""
    must(by, "publish", tag.community)
    with act("tag.renamed", by=by) as done:
        [(folded, wanted)] = tagging.words_in([name]).items() or [("", "")]
        if not folded:
            raise rules.NoWord
        other = Tag.objects.filter(community=tag.community_id, folded=folded).exclude(pk=tag.pk).first()
        if other:
            other.articles.add(*tag.articles.all())
            done(tag, community=tag.community_id)
            Tag.objects.filter(pk=tag.pk).delete()
            return other
        tag.name, tag.folded = wanted, folded
        tag.save(update_fields=["name", "folded"])
        done(tag, community=tag.community_id)
    return tag

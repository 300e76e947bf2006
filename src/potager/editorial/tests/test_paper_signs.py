"""What the paper tells of life between people, and what leaves with them."""

import pytest

from potager import testing
from potager.authorship import works
from potager.authorship.actions import choose_byline
from potager.authorship.queries import Byline
from potager.communities.models import Membership
from potager.editorial.actions import Text, keep_draft, publish_article
from potager.editorial.exports import _written
from potager.editorial.leaving import _settle
from potager.editorial.models import Author, Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    """An article that two people sign, not published yet."""
    editor, ada = testing.a_member("Éline"), testing.a_member("Ada")
    community = testing.a_community(owner=editor)
    Membership.objects.create(community=community, member=ada)
    article = testing.an_article(community=community, by=ada, is_published=False)
    Author.objects.create(article=article, member=editor, signature="Éline", state=Author.State.AGREED)
    return article, editor, ada


def told() -> list[tuple[str, dict[str, str]]]:
    return [
        (who, toward) for of, who, _words, toward, _t in testing.signs_told() if of == "article.published"
    ]


def test_those_who_sign_wrote_together(two) -> None:
    article, editor, _ada = two
    publish_article(by=editor, article=article)
    assert sorted(told()) == [("Ada", {"Éline": "cowrote"}), ("Éline", {"Ada": "cowrote"})]


@pytest.mark.parametrize("naming", ["another", "anonymous"])
def test_who_signs_otherwise_gives_no_sign(two, naming) -> None:
    article, editor, ada = two
    work = works.find(f"article:{article.pk}", ada)
    choose_byline(by=ada, work=work, naming=naming, wanted=Byline("Raddie"))
    publish_article(by=editor, article=article)
    assert told() == [("Éline", {})]


def test_one_takes_along_what_one_wrote_and_nobody_elses_words(two) -> None:
    article, editor, ada = two
    keep_draft(by=ada, article=article, text=Text("Peas", body="Half a thought"), base=1)
    [part] = list(_written(ada))
    assert "Two fingers deep." in str(part.content) and "Half a thought" in str(part.content)
    [part] = list(_written(editor))
    assert "Two fingers" not in str(part.content) and str(article.pk) in str(part.content)


def test_what_was_never_kept_goes_with_whoever_leaves(two) -> None:
    article, _editor, ada = two
    keep_draft(by=ada, article=article, text=Text("Peas", body="Half a thought"), base=1)
    _settle(ada, {})
    assert not Draft.objects.exists()

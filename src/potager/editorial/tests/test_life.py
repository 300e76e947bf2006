"""From the desk to the editors, to its hour, to readers, corrected, withdrawn, and back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from potager import testing
from potager.communities.models import Membership
from potager.editorial import clocks
from potager.editorial.actions import Text, save_article, schedule_article
from potager.editorial.models import Article, OldAddress, Version
from potager.journal.kinds import kind_of
from potager.journal.models import Activity
from potager.lib.keep import PLACES

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return testing.a_member("Éline", language="en")


@pytest.fixture
def community(editor):
    return testing.a_community(owner=editor)


@pytest.fixture
def ada(community):
    ada = testing.a_member("Ada", language="en")
    Membership.objects.create(community=community, member=ada)
    return ada


@pytest.fixture
def article(community, ada):
    return testing.an_article(community=community, by=ada, is_published=False)


@pytest.fixture
def published(community, editor):
    return testing.an_article(community=community, by=editor, title="Peas")


def told(article):
    acts = Activity.objects.filter(target=f"article:{article.pk}").order_by("position")
    return [kind.partition(".")[2] for kind in acts.values_list("kind", flat=True)]


def notices(article):
    activity = Activity.objects.filter(target=f"article:{article.pk}").latest("position")
    return list(kind_of(activity.kind).notices(activity))


def fresh(article):
    return Article.objects.select_related("community", "shown").get(pk=article.pk)


def test_an_author_submits_and_an_editor_gives_it_back_with_a_word(client, article, ada, editor) -> None:
    client.force_login(ada)
    at = f"/articles/{article.pk}/"
    assert "Ask them" in client.get(f"{at}submit/").content.decode()
    client.post(f"{at}submit/")
    assert fresh(article).state == "review"
    [notice] = notices(article)
    assert (notice.member, notice.reason) == (editor.pk, "work") and f"{at}edit/" in notice.body
    client.post(f"{at}recall/")
    assert fresh(article).state == "draft"
    client.post(f"{at}submit/")
    assert client.post(f"{at}publish/").status_code == 403, "authors do not publish"
    assert client.post(f"{at}return/").status_code == 403
    client.force_login(editor)
    client.post(f"{at}return/", {"word": "Where does it grow?"})
    assert fresh(article).state == "draft"
    [notice] = notices(article)
    assert notice.member == ada.pk and "Where does it grow?" in notice.body
    client.force_login(ada)
    assert "Where does it grow?" in client.get(f"{at}edit/").content.decode()
    assert told(article)[2:] == ["submitted", "recalled", "submitted", "returned"]


def test_nobody_publishes_a_text_that_they_have_not_read(client, article, ada, editor) -> None:
    save_article(by=ada, article=article, text=Text("Peas", body="Something else."), base=1)
    client.force_login(editor)
    answer = client.post(f"/articles/{article.pk}/publish/", {"version": 1})
    assert (
        answer.status_code == 409 and "A newer version was kept since you looked" in answer.content.decode()
    )
    assert client.post(f"/articles/{article.pk}/publish/", {"version": 2}).status_code == 302
    [notice] = notices(article)
    assert notice.member == ada.pk and "/articles/sowing-peas/" in notice.body


def test_it_appears_by_itself_at_its_hour_once(client, article, ada, editor) -> None:
    client.force_login(editor)
    at = f"/articles/{article.pk}/"
    gone = client.post(f"{at}schedule/", {"at": "2020-01-01T10:00"})
    assert gone.status_code == 409 and "That hour has passed" in gone.content.decode()
    assert client.post(f"{at}schedule/", {"at": "tomorrow"}).status_code == 422
    tomorrow = (timezone.localtime() + timedelta(days=2)).strftime("%Y-%m-%dT18:00")
    client.post(f"{at}schedule/", {"at": tomorrow, "version": 1})
    found = fresh(article)
    assert found.state == "scheduled" and found.due_at.astimezone(timezone.get_current_timezone())
    assert [one.member for one in notices(article)] == [ada.pk]
    client.post(f"{at}unschedule/")
    assert fresh(article).state == "draft" and fresh(article).due_at is None
    due = timezone.now() + timedelta(hours=1)
    schedule_article(by=editor, article=article, at=due)
    client.force_login(ada)
    late = client.post(f"{at}edit/", {"title": "Peas", "body": "Late idea", "base": 1})
    assert late.status_code == 409 and "waits for its hour" in late.content.decode()
    assert clocks.run_due(timezone.now()) == 0
    Article.objects.filter(pk=article.pk).update(due_at=timezone.now() - timedelta(days=1))
    assert clocks.run_due(timezone.now()) == 1 and clocks.run_due(timezone.now()) == 0
    client.logout()
    assert client.get(fresh(article).get_absolute_url()).status_code == 200
    assert told(article)[2:] == ["scheduled", "unscheduled", "scheduled", "published"]
    assert Activity.objects.get(kind="article.published").actor is None


def test_a_correction_is_told_a_slip_of_the_pen_is_not(client, published, editor) -> None:
    client.force_login(editor)
    at, page = f"/articles/{published.pk}/", published.get_absolute_url()
    typed = {"title": "Peas", "body": "Three fingers deep.", "base": 1, "then": "publish"}
    assert client.post(f"{at}edit/", typed)["Location"] == f"{at}publish/"
    assert "Two fingers deep." in client.get(page).content.decode(), "readers see nothing yet"
    look = client.get(f"{at}publish/").content.decode()
    assert "<del>" in look and "What was put right" in look
    client.post(f"{at}correct/", {"version": 2, "correction": "Three fingers, not two."})
    shown = client.get(page).content.decode()
    assert "Three fingers deep." in shown and "Three fingers, not two." in shown and "#corrections" in shown
    save_article(by=editor, article=published, text=Text("Peas", body="Three fingers."), base=2)
    client.post(f"{at}correct/", {"version": 3})
    assert client.get(page).content.decode().count("Three fingers, not two.") == 1
    assert client.post(f"{at}correct/", {"version": 3}).status_code == 409
    assert told(published)[-2:] == ["saved", "corrected"]
    assert Version.objects.get(number=2).correction == "Three fingers, not two."


def test_an_author_asks_the_editors_to_publish_a_change(client, article, ada, editor) -> None:
    client.force_login(editor)
    client.post(f"/articles/{article.pk}/publish/", {"version": 1})
    client.force_login(ada)
    at = f"/articles/{article.pk}/"
    assert client.post(f"{at}correct/", {"version": 1}).status_code == 403
    client.post(f"{at}edit/", {"title": "Peas", "body": "Better.", "base": 1})
    client.post(f"{at}submit/")
    assert [one.member for one in notices(article)] == [editor.pk] and fresh(article).state == "published"
    client.force_login(editor)
    desk = client.get(f"/c/{article.community.address}/articles/desk/").content.decode()
    assert "Published, with changes that readers do not see yet" in desk


def test_what_is_withdrawn_says_so_and_comes_back(client, published, editor, ada) -> None:
    page, at = published.get_absolute_url(), f"/articles/{published.pk}/"
    client.force_login(ada)
    assert client.post(f"{at}withdraw/").status_code == 403, "who reads it does not withdraw it"
    client.force_login(editor)
    client.post(f"{at}withdraw/")
    client.logout()
    gone = client.get(page)
    said = gone.content.decode()
    assert gone.status_code == 410 and "n’est plus ici" in said and "Two fingers" not in said
    assert "Peas" not in client.get(f"/c/{published.community.address}/articles/").content.decode()
    client.force_login(editor)
    client.post(f"{at}back/")
    client.logout()
    assert "Two fingers deep." in client.get(page).content.decode()
    assert told(published)[-2:] == ["withdrawn", "brought_back"]


def test_authors_set_their_drafts_aside(client, article, ada) -> None:
    client.force_login(ada)
    client.post(f"/articles/{article.pk}/withdraw/")
    assert fresh(article).state == "withdrawn"
    client.post(f"/articles/{article.pk}/back/")
    assert fresh(article).state == "draft" and fresh(article).published_at is None


def test_an_address_that_changes_leads_on_for_good(client, published, editor, ada) -> None:
    old, at = published.get_absolute_url(), f"/articles/{published.pk}/"
    home = f"/c/{published.community.address}/articles"
    client.force_login(editor)
    client.post(f"{at}address/", {"address": "Early peas"})
    answer = client.get(old)
    assert answer.status_code == 301 and answer["Location"] == f"{home}/early-peas/"
    taken = client.post(f"{at}address/", {"address": "desk"})
    assert taken.status_code == 422 and "Another article has or had that address" in taken.content.decode()
    other = testing.an_article(community=published.community, by=editor, title="Peas")
    assert other.address == "peas-2", "nobody takes an address that another had"
    client.post(f"{at}address/", {"address": "peas"})
    assert client.get(old).status_code == 200 and client.get(f"{home}/early-peas/").status_code == 301
    assert OldAddress.objects.count() == 1 and told(published)[-2:] == ["renamed", "renamed"]
    client.force_login(ada)
    assert client.post(f"{at}address/", {"address": "mine"}).status_code == 403


def test_settings_say_for_whom_it_is(client, published, editor, ada) -> None:
    at, wish = f"/articles/{published.pk}/", {"audience": "members", "language": "fr", "takes_comments": ""}
    client.force_login(ada)
    assert client.post(f"{at}settings/", wish).status_code == 403
    client.force_login(editor)
    assert client.post(f"{at}settings/", {**wish, "audience": "nobody"}).status_code == 422
    client.post(f"{at}settings/", wish)
    found = fresh(published)
    assert (found.audience, found.language, found.takes_comments) == ("members", "fr", False)
    assert told(published)[-1] == "changed"
    client.logout()
    assert client.get(published.get_absolute_url()).status_code == 404
    client.force_login(ada)
    assert client.get(published.get_absolute_url()).status_code == 200


def test_a_kept_page_is_thrown_away_by_what_changes_it(client, published, editor) -> None:
    from potager.pagecache.untrue import places_touched

    kept = set(client.get(published.get_absolute_url()).headers[PLACES].split())
    client.force_login(editor)
    at = f"/articles/{published.pk}/"
    for path, form in (
        ("settings/", {"audience": "everyone", "language": "fr", "takes_comments": "on"}),
        ("address/", {"address": "early-peas"}),
        ("withdraw/", {}),
        ("back/", {}),
    ):
        client.post(f"{at}{path}", form)
        assert kept & set(places_touched(Activity.objects.latest("position")) or ()), path
    save_article(by=editor, article=published, text=Text("Peas", body="More."), base=1)
    assert not places_touched(Activity.objects.latest("position")), "nothing is told of what is being written"


def test_a_decision_hides_it_and_shows_it_again(client, published, editor, ada) -> None:
    from potager.moderation.subjects import parts

    subject, identifier = parts(f"article:{published.pk}")
    found = subject.find(identifier, ada)
    assert found and found.author == editor and "Two fingers" in found.text and not found.is_out
    assert f"/report/article/{published.pk}/" in client.get(published.get_absolute_url()).content.decode()
    subject.hide(editor, identifier)
    client.force_login(ada)
    assert client.get(published.get_absolute_url()).status_code == 404
    assert subject.find(identifier, ada) is None and subject.look(identifier).is_out
    client.force_login(editor)
    assert "Hidden by a decision" in client.get(published.get_absolute_url()).content.decode()
    subject.show(editor, identifier)
    client.logout()
    assert client.get(published.get_absolute_url()).status_code == 200
    assert told(published)[-2:] == ["hidden", "unhidden"]

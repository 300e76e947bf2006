"""The addresses of the paper."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from potager.editorial import drawerurls, feedurls, shelfurls
from potager.editorial.views import history, life, lists, margins, reading, settings, writing

app_name = "editorial"
LIST, ARTICLE = "c/<slug:address>/articles/", "articles/<uuid:identifier>/"
VERSIONS = ARTICLE + "versions/"


def _act(route: str, view: Callable[..., Any]) -> URLPattern:
    """An address of the view's own name."""
    return path(route, view, name=view.__name__)


urlpatterns = [
    _act(LIST, reading.articles),
    _act(LIST + "new/", writing.open_article),
    _act(LIST + "mine/", lists.my_articles),
    _act(LIST + "desk/", lists.articles_in_work),
    _act(LIST + "<slug:slug>/", reading.article),
    path("c/<slug:address>/pages/<slug:slug>/", reading.article, name="page"),
    _act(ARTICLE + "edit/", writing.save_article),
    _act(ARTICLE + "draft/", writing.keep_draft),
    _act(ARTICLE + "draft/drop/", writing.drop_draft),
    _act(ARTICLE + "draft/compare/", writing.compare_draft),
    _act(ARTICLE + "now/", writing.writing_now),
    _act(ARTICLE + "preview/", writing.preview),
    _act(ARTICLE + "beside/", writing.keep_article_beside),
    _act(VERSIONS, history.versions),
    _act(VERSIONS + "compare/", history.compare),
    _act(VERSIONS + "<int:number>/", history.version),
    _act(VERSIONS + "<int:number>/restore/", history.restore_article),
    _act(ARTICLE + "submit/", life.submit_article),
    _act(ARTICLE + "recall/", life.recall_article),
    _act(ARTICLE + "return/", life.return_article),
    _act(ARTICLE + "schedule/", life.schedule_article),
    _act(ARTICLE + "unschedule/", life.unschedule_article),
    _act(ARTICLE + "publish/", life.publish_article),
    _act(ARTICLE + "correct/", life.correct_article),
    _act(ARTICLE + "withdraw/", life.withdraw_article),
    _act(ARTICLE + "back/", life.bring_back_article),
    _act(ARTICLE + "settings/", settings.change_article),
    _act(ARTICLE + "address/", settings.rename_article),
    *drawerurls.urlpatterns,
    *shelfurls.urlpatterns,
    *feedurls.urlpatterns,
    _act(ARTICLE + "margin/", margins.make_remark),
    _act("remarks/<uuid:identifier>/answer/", margins.answer_remark),
    *(
        path(f"remarks/<uuid:identifier>/{deed}/", margins.settle, {"deed": deed}, name=f"{deed}_remark")
        for deed in margins.DEEDS
    ),
]

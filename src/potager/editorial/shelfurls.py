"""The addresses of series, categories, tags and authors."""

from django.urls import path

from potager.editorial.views import authors, categories, shelves, tongues

LIST, ARTICLE = "c/<slug:address>/articles/", "articles/<uuid:identifier>/"
SERIES, ONE = "c/<slug:address>/series/", "series/<uuid:identifier>/"

urlpatterns = [
    path(ARTICLE + "shelve/", shelves.shelve_article, name="shelve_article"),
    path(SERIES, shelves.all_series, name="all_series"),
    path(SERIES + "new/", shelves.open_series, name="open_series"),
    path(SERIES + "<slug:slug>/", shelves.series, name="series"),
    path(ONE + "change/", shelves.change_series, name="change_series"),
    path(ONE + "arrange/", shelves.arrange_series, name="arrange_series"),
    path(ONE + "remove/", shelves.remove_series, name="remove_series"),
    path(LIST + "in/<slug:slug>/", categories.category, name="category"),
    path(LIST + "tags/all/", categories.tags, name="tags"),
    path(LIST + "tag/<str:word>/", categories.tag, name="tag"),
    path("c/<slug:address>/categories/", categories.add_category, name="add_category"),
    path("categories/<uuid:identifier>/rename/", categories.rename_category, name="rename_category"),
    path("categories/<uuid:identifier>/move/", categories.move_category, name="move_category"),
    path("categories/<uuid:identifier>/remove/", categories.remove_category, name="remove_category"),
    path(LIST + "by/<uuid:identifier>/", authors.author, name="author"),
    path(ARTICLE + "authors/", authors.ask_signature, name="ask_signature"),
    path(ARTICLE + "sign/", authors.give_signature, name="give_signature"),
    path(ARTICLE + "sign/decline/", authors.decline_signature, name="decline_signature"),
    path("signatures/<uuid:identifier>/end/", authors.end_signature, name="end_signature"),
    path("signatures/<uuid:identifier>/move/", authors.move_signature, name="move_signature"),
    path(ARTICLE + "languages/", tongues.translate_article, name="translate_article"),
    path(ARTICLE + "languages/link/", tongues.link_article, name="link_article"),
    path(ARTICLE + "languages/unlink/", tongues.unlink_article, name="unlink_article"),
    path("c/<slug:address>/pages/", tongues.pages, name="pages"),
    path("c/<slug:address>/new-page/", tongues.open_page, name="open_page"),
    path(ARTICLE + "move/", tongues.move_page, name="move_page"),
    path("tags/<uuid:identifier>/rename/", categories.rename_tag, name="rename_tag"),
]

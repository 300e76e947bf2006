"""The addresses of feeds: each beside the page of what it is of."""

from django.urls import path

from potager.editorial.views import feeds

PLACE, LIST, FEED = "c/<slug:address>/", "c/<slug:address>/articles/", "feed.<slug:form>"

urlpatterns = [
    path(PLACE + "follow/", feeds.follow_paper, name="follow_paper"),
    path(PLACE + "follow/own/", feeds.own_feed, name="own_feed"),
    path(LIST + FEED, feeds.feed, name="feed"),
    path(LIST + "in/<slug:name>/" + FEED, feeds.shelf_feed, {"shelf": "category"}, name="category_feed"),
    path(LIST + "tag/<str:name>/" + FEED, feeds.shelf_feed, {"shelf": "tag"}, name="tag_feed"),
    path(PLACE + "series/<slug:name>/" + FEED, feeds.shelf_feed, {"shelf": "series"}, name="series_feed"),
    path(LIST + "by/<uuid:identifier>/" + FEED, feeds.signature_feed, name="signature_feed"),
    path(PLACE + "comments/" + FEED, feeds.comments_feed, name="comments_feed"),
    path(LIST + "<slug:slug>/" + FEED, feeds.article_comments_feed, name="article_comments_feed"),
    path("feeds/<slug:secret>/" + FEED, feeds.private_feed, name="private_feed"),
]

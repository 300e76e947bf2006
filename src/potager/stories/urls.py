"""The addresses of stories."""

from django.urls import path

from potager.stories.views import authors, hosting, hosts, looking, reading, writing

app_name = "stories"
urlpatterns = [
    path("c/<slug:address>/stories/", reading.shelf, name="shelf"),
    path("c/<slug:address>/stories/new/", reading.open_story, name="open_story"),
    path("stories/<uuid:identifier>/", reading.story, name="story"),
    path("stories/<uuid:identifier>/call/", reading.call, name="call"),
    path("stories/<uuid:identifier>/river/", looking.river, name="river"),
    path("stories/<uuid:identifier>/replay/", looking.replay, name="replay"),
    path("stories/<uuid:identifier>/screen/", looking.screen, name="screen"),
    path("stories/<uuid:identifier>/contributions/new/", writing.add_contribution, name="add_contribution"),
    path("stories/<uuid:identifier>/count/", writing.count_sentences, name="count_sentences"),
    path("stories/<uuid:identifier>/host/", hosting.host, name="host"),
    path("stories/<uuid:identifier>/pause/", hosting.pause_story, name="pause_story"),
    path("stories/<uuid:identifier>/resume/", hosting.resume_story, name="resume_story"),
    path("stories/<uuid:identifier>/extend/", hosting.extend_story, name="extend_story"),
    path("stories/<uuid:identifier>/close/", hosting.close_story, name="close_story"),
    path("stories/<uuid:identifier>/reopen/", hosting.reopen_story, name="reopen_story"),
    path("stories/<uuid:identifier>/word/", hosts.say_word, name="say_word"),
    path("words/<uuid:identifier>/withdraw/", hosts.withdraw_word, name="withdraw_word"),
    path("stories/<uuid:identifier>/hosts/add/", hosts.add_host, name="add_host"),
    path("stories/<uuid:identifier>/hosts/remove/", hosts.remove_host, name="remove_host"),
    path("stories/<uuid:identifier>/mine/", authors.mine, name="mine"),
    path(
        "contributions/<uuid:identifier>/withdraw/",
        authors.withdraw_contribution,
        name="withdraw_contribution",
    ),
    path(
        "contributions/<uuid:identifier>/return/", authors.return_contribution, name="return_contribution"
    ),
    path("contributions/<uuid:identifier>/accept/", hosting.accept_contribution, name="accept_contribution"),
    path(
        "contributions/<uuid:identifier>/decline/", hosting.decline_contribution, name="decline_contribution"
    ),
    path(
        "contributions/<uuid:identifier>/set-aside/",
        hosting.set_aside_contribution,
        name="set_aside_contribution",
    ),
    path(
        "contributions/<uuid:identifier>/restore/", hosting.restore_contribution, name="restore_contribution"
    ),
]

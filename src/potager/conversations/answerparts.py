"""The accepted answer of a question and the people of a private conversation, rendered for everybody who reads them."""

from collections.abc import Sequence
from html import unescape

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from potager.conversations import blocks, queries, rendering
from potager.conversations.models import Post, Topic

SHOWN = 280  # characters of the answer that stand under the question


def answer_html(topic: Topic, language: str) -> SafeString:
    """The beginning of the accepted answer, with the way to it; an empty place where there is none."""
    post = Post.objects.filter(pk=topic.answer_id).first() if topic.is_question and topic.answer_id else None
    shown = post if post and post.is_shown else None
    text = Truncator(" ".join(unescape(strip_tags(shown.html)).split())).chars(SHOWN) if shown else ""
    with translation.override(language):
        return render_to_string("conversations/topic_answer.html", {"post": shown, "text": text})


def changed_html(posts: Sequence[Post], language: str) -> SafeString:
    """The head of the topic, its answer, and the messages that are marked otherwise now."""
    topic = posts[0].topic
    html = rendering.head_html(topic, language) + answer_html(topic, language)
    for post in posts:
        html += blocks.post_html(post, language)
    return html


def post_html(post: Post, language: str) -> SafeString:
    """A message; with what stands of it under the question, if it is the answer, so that both change together."""
    html = blocks.post_html(post, language)
    return html + answer_html(post.topic, language) if post.topic.answer_id == post.pk else html


def people_html(topic: Topic, language: str) -> SafeString:
    """Who is in a private conversation now."""
    people = [one.member for one in queries.people_in(topic)]
    with translation.override(language):
        return render_to_string("conversations/topic_people.html", {"people": people})


def waits_no_more(post: Post) -> SafeString:
    """What takes the place of a held post on its author's page once it stands among the others."""
    return format_html('<div id="waiting-{}" hidden></div>', post.pk)

"""What the demo's people publish, and where they meet: a series, a list of drawings, a page, and a café that moves."""

import tomllib
from calendar import THURSDAY, monthrange
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from django.utils import timezone
from PIL import Image, ImageDraw

from potager.cli.chatter import TEXTS, Gathering
from potager.cli.timeline import Happening, date, remember
from potager.communities.actions import change_role
from potager.communities.models import Membership
from potager.editorial import actions, incoming
from potager.editorial.actions.pictures import (
    Words,
    add_article_picture,
    describe_article_picture,
    write_picture,
)
from potager.editorial.actions.shelves import Place, open_series, shelve_article
from potager.editorial.models import Article, Publication, Series
from potager.gatherings.actions import Coming, Plan, make_registration, open_event
from potager.gatherings.actions.hosting import Spot, entrust_session, open_call
from potager.gatherings.actions.wishes import propose_subject
from potager.gatherings.models import Event, Session
from potager.lib.ids import uuid7

BEGAN = 100  # days ago: the café
SHADES = (  # of the three drawings: the ground, and what stands out
    ("#6b4a2f", "#5d7a3a", "#7d5a3c"),
    ("#3f7a3a", "#c8402c", "#d9b534"),
    ("#7a5a34", "#d97a24", "#5f7f38"),
)


@cache
def paper_in(language: str) -> dict[str, Any]:
    """The demo's paper and café."""
    return tomllib.loads((TEXTS / f"paper.{language}.toml").read_text(encoding="utf-8"))


def publishing(place: Gathering, *, host: str) -> Iterator[Happening]:
    """Articles at their hours, the next part of the series scheduled, and the café."""
    texts = paper_in(place.language)
    paper = _Paper(place, host)
    yield Happening(place.ago(days=90), partial(paper.begin, texts["series"]))
    for part in texts["series"]["parts"]:
        when = place.ago(days=part.get("days", 0.2))
        yield Happening(when, partial(paper.publish, {**part, "by": texts["series"]["by"]}, in_series=True))
    for one in texts["articles"]:
        yield Happening(place.ago(days=one["days"]), partial(paper.publish, one))
    yield Happening(place.ago(days=texts["list"]["days"]), partial(paper.draw, texts["list"]))
    page = {**texts["page"], "kind": Article.Kind.PAGE}
    yield Happening(place.ago(days=page["days"]), partial(paper.publish, page))
    cafe = _Cafe(place, host, texts["cafe"])
    yield Happening(place.ago(days=BEGAN), cafe.call)
    yield Happening(place.ago(days=2), cafe.prepare)


class _Paper:
    """The paper of one community while it is being set up."""

    def __init__(self, place: Gathering, host: str) -> None:
        self.place, self.host = place, host
        self.series: Series | None = None

    def begin(self, texts: Mapping[str, Any]) -> None:
        """The series, by somebody who edits from now on."""
        by = self.place.people[texts["by"]]
        membership = Membership.objects.get(community=self.place.community, member=by)
        change_role(by=self.place.people[self.host], membership=membership, role=Membership.Role.EDITOR)
        about = {"title": texts["title"], "about": texts["about"], "language": self.place.language}
        self.series = open_series(by=by, community=self.place.community, **about)

    def publish(self, texts: Mapping[str, Any], *, in_series: bool = False) -> None:
        """An article by its author, published by whoever edits; or scheduled."""
        article = self._written(texts, texts.get("body", ""))
        if in_series or texts.get("tags"):
            where = Place(series=self.series if in_series else None, tags=texts.get("tags", ()))
            shelve_article(by=self.place.people[texts["by"]], article=article, place=where)
        if "in_days" in texts:
            morning = timezone.localtime(self.place.now + timedelta(days=texts["in_days"]))
            at = morning.replace(hour=8, minute=0, second=0, microsecond=0)
            actions.schedule_article(by=self.place.people[self.host], article=article, at=at)
        else:
            self._publish(article)

    def draw(self, texts: Mapping[str, Any]) -> None:
        """An illustrated list, with drawings of our own."""
        by = self.place.people[texts["by"]]
        article = self._written({**texts, "kind": Article.Kind.LIST}, texts["body"])
        entries = [
            {"title": one["title"], "body": one["body"], "picture": self._drawing(article, number, one)}
            for number, one in enumerate(texts["entries"])
        ]
        text = actions.Text(texts["title"], texts["standfirst"], texts["body"], entries)
        actions.save_article(by=by, article=article, text=text, base=article.version)
        self._publish(article)

    def _written(self, texts: Mapping[str, Any], body: str) -> Article:
        by, community = self.place.people[texts["by"]], self.place.community
        kind = texts.get("kind", Article.Kind.ARTICLE)
        made = {"title": texts["title"], "language": self.place.language, "kind": kind}
        article = actions.open_article(by=by, community=community, **made)
        text = actions.Text(title=texts["title"], standfirst=texts["standfirst"], body=body)
        actions.save_article(by=by, article=article, text=text, base=0)
        article.refresh_from_db()
        return article

    def _publish(self, article: Article) -> None:
        actions.publish_article(by=self.place.people[self.host], article=article)
        date(article, "opened_at", "written_at", "published_at")
        date(Publication.objects.filter(article=article), "changed_at")

    def _drawing(self, article: Article, number: int, texts: Mapping[str, Any]) -> str:
        by = article.opened_by
        file = incoming.path_of(uuid7())
        file.parent.mkdir(parents=True, exist_ok=True)
        _draw(SHADES[number % len(SHADES)]).save(file, "PNG")
        picture = add_article_picture(by=by, article=article, file=file, key=uuid7())
        write_picture(picture)
        words = Words(alternative=texts["alternative"], credit=by.display_name)
        describe_article_picture(by=by, picture=picture, words=words)
        return str(picture.pk)


def _draw(shades: tuple[str, str, str]) -> Image.Image:
    """Eight rows of a bed, with what stands out on them."""
    ground, first, second = shades
    drawing = Image.new("RGB", (960, 600), "#efe6d2")
    pen = ImageDraw.Draw(drawing)
    for row in range(8):
        top = 40 + row * 66
        pen.rounded_rectangle((60, top, 900, top + 44), 20, fill=first if row in (2, 5) else ground)
        for step in range(14):
            left, size = 84 + step * 58 + (row * 23) % 40, 8 + (step * 7 + row * 11) % 18
            if (step * 5 + row * 3) % 4:
                fill = second if (step + row) % 3 else first
                pen.ellipse((left, top + 20 - size / 2, left + size, top + 20 + size / 2), fill=fill)
    return drawing


class _Cafe:
    """The café that moves from one place to another."""

    def __init__(self, place: Gathering, host: str, texts: Mapping[str, Any]) -> None:
        self.place, self.name, self.texts = place, host, texts

    def call(self) -> None:
        """It is called for good; what was, was at somebody's."""
        texts = self.texts
        words = {
            name: texts[name] for name in ("title", "about", "rule", "place", "price", "access", "capacity")
        }
        starts = last_thursday(timezone.localtime(self.place.ago(days=BEGAN))).replace(hour=texts["hour"])
        plan = Plan(
            starts=starts, is_itinerant=True, language=self.place.language, most_companions=2, **words
        )
        self.event = open_event(by=self.place.people[self.name], community=self.place.community, plan=plan)
        date(self.event, "opened_at")
        for session, host, where in zip(self._past(), texts["hosts"], texts["places"], strict=False):
            remember(Session.objects.filter(pk=session.pk), host=self.place.people[host], place=where)

    def prepare(self) -> None:
        """The next one has a host, people who come and subjects; the one after looks for its host."""
        by, texts = self.place.people[self.name], self.texts
        following, after = list(self._ahead()[:2])
        host = self.place.people[texts["hosts"][0]]
        entrust_session(by=by, session=following, host=host, spot=Spot(place=texts["places"][0]))
        following.refresh_from_db()
        for name in texts["coming"]:
            make_registration(by=self.place.people[name], session=following, coming=Coming(is_listed=True))
        for name, title in zip(texts["coming"], texts["subjects"], strict=False):
            propose_subject(by=self.place.people[name], session=following, title=title)
        if after.call_opened_at is None:
            open_call(by=by, session=after)

    def _sessions(self, **wanted: Any) -> Any:
        event = Event.objects.get(pk=self.event.pk)
        return (
            Session.objects.filter(event=event, **wanted)
            .select_related("event__community")
            .order_by("starts_at")
        )

    def _past(self) -> Any:
        return self._sessions(starts_at__lt=self.place.now)

    def _ahead(self) -> Any:
        return self._sessions(starts_at__gt=self.place.now)


def last_thursday(day: datetime) -> datetime:
    """The last Thursday of the month, at midnight, as clocks show it (naive)."""
    last = monthrange(day.year, day.month)[1]
    end = datetime(day.year, day.month, last)  # noqa: DTZ001 (what clocks show)
    return end - timedelta(days=(end.weekday() - THURSDAY) % 7)

"""Editions: a book as it was released, with the files that the press made of it."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import slugify

from potager.communities.models import Community
from potager.editorial.models import Article, Series, Tag
from potager.lib.ids import uuid7
from potager.lib.tongues import is_printed
from potager.manuscripts.models import Manuscript
from potager.members.models import Member
from potager.stories.models import Story


class WhitePaper(models.Model):
    """Articles that become a book: the parts of a series, or what is found under a tag. The work of its editions."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    series = models.OneToOneField(Series, on_delete=models.SET_NULL, null=True, related_name="+")
    tag = models.OneToOneField(Tag, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=120)  # of the series or the tag when it was made first
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its articles are read."""
        made_of = self.series or self.tag
        return made_of.get_absolute_url() if made_of else f"/c/{self.community.address}/articles/"


class Edition(models.Model):
    """A released book. `book` is a copy of everything printed, so that an edition stays what it was."""

    class State(models.TextChoices):
        PRESSING = "pressing"  # the worker is making the files
        READY = "ready"
        FAILED = "failed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="editions")
    manuscript = models.ForeignKey(Manuscript, on_delete=models.PROTECT, null=True, related_name="editions")
    paper = models.ForeignKey(WhitePaper, on_delete=models.PROTECT, null=True, related_name="editions")
    articles = models.ManyToManyField(Article, related_name="+")  # of a white paper: those that it prints
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    original = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="translations")
    title = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=8)
    isbn = models.CharField(max_length=17, blank=True)  # with its hyphens, as it is printed
    book = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PRESSING)
    hidden_at = models.DateTimeField(
        null=True
    )  # by a decision: nobody but who released it or decides reads it
    error = models.CharField(max_length=300, blank=True)
    epub_bytes = models.PositiveIntegerField(default=0)
    pdf_bytes = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=dict)  # by name: how many bytes, and their SHA-256
    released_at = models.DateTimeField(default=timezone.now)

    is_out = (
        False  # set on one that a decision hides, itself or a chapter of it, for the few who still see it
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "language", "number"], name="one_edition_per_number_and_language"
            ),
            models.UniqueConstraint(
                fields=["manuscript", "language", "number"], name="one_edition_per_manuscript_and_number"
            ),
            models.UniqueConstraint(
                fields=["paper", "language", "number"], name="one_edition_per_paper_and_number"
            ),
            models.CheckConstraint(
                condition=models.Q(story__isnull=False, manuscript=None, paper=None)
                | models.Q(manuscript__isnull=False, story=None, paper=None)
                | models.Q(paper__isnull=False, story=None, manuscript=None),
                name="an_edition_is_of_one_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def get_absolute_url(self) -> str:
        """The book's page."""
        return f"/books/{self.pk}/"

    @property
    def work(self) -> Story | Manuscript | WhitePaper:
        """The story, the collective book or the articles that it was made of."""
        made_of = self.story or self.manuscript or self.paper
        assert made_of is not None  # noqa: S101 (a constraint of the table)
        return made_of

    @property
    def community(self) -> Community:
        """Where it was written."""
        return self.work.community

    @property
    def place(self) -> str:
        """The work as the journal writes it: where the acts of its books are told."""
        if self.paper_id:
            return f"whitepaper:{self.paper_id}"
        return f"story:{self.story_id}" if self.story_id else f"manuscript:{self.manuscript_id}"

    @property
    def is_ready(self) -> bool:
        """Whether the files can be downloaded."""
        return self.state == self.State.READY

    @property
    def is_printed(self) -> bool:
        """Whether it comes as PDF: the press has no typeface for some scripts."""
        return is_printed(self.language)

    @property
    def file_name(self) -> str:
        """What a downloaded file is called, without its ending."""
        return slugify(self.title)[:60].strip("-") or "potager"

    @property
    def sizes(self) -> dict[str, int]:
        """How many bytes each file has, by names that templates can ask for: "book_epub"."""
        return {name.replace(".", "_"): told["bytes"] for name, told in self.files.items()}

    def path_of(self, file: str) -> str:
        """Where the storage keeps "book.epub", "cover.png" and the other files of this edition."""
        return f"books/{self.pk}/{file}"


class CoverPicture(models.Model):
    """A picture that an editor brought for the cover of a story's book, written anew by us."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="cover_pictures")
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    alternative = models.CharField(max_length=300)
    credit = models.CharField(max_length=160)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.alternative

    @property
    def path(self) -> str:
        """Where the storage keeps it."""
        return f"pictures/{self.name}"

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"{self.pk}.jpg"

    def as_kept(self) -> dict[str, Any]:
        """What an edition keeps of it; the file itself never changes."""
        facts = ("name", "media_type", "width", "height", "alternative", "credit")
        return {fact: getattr(self, fact) for fact in facts}


class Downloads(models.Model):
    """How often a file of an edition was fetched on one day (UTC): a sum, and nothing about anybody."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="downloads", db_index=False)
    format = models.CharField(max_length=12)
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "downloads"
        constraints = [
            models.UniqueConstraint(fields=["edition", "format", "day"], name="one_sum_per_file_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.format}, {self.day}: {self.count}"

"""An article while it is written, and what readers read of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.editorial.models.shelves import Category, Series, Tag
from potager.lib.ids import uuid7
from potager.members.models import Member


class Article(models.Model):
    """An article, an illustrated list or a page. `title`, `standfirst`, `body` and `entries` are those of its newest
    version, which readers see only once it is published (`Publication`).
    """

    class Kind(models.TextChoices):
        ARTICLE = "article", _("Article")
        LIST = "list", _("Illustrated list")
        PAGE = "page", _("Page")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        REVIEW = "review", _("to be read again")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Whoever reads the community")
        MEMBERS = "members", _("Members alone")

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="articles", db_index=False
    )
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="opened_articles")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ARTICLE)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    address = models.SlugField(max_length=80)
    title = models.CharField(max_length=160)
    standfirst = models.CharField(max_length=600, blank=True)
    body = models.TextField(blank=True)  # Markdown
    entries = models.JSONField(
        default=list
    )  # of a list: {"title", "body", "picture": "uuid" or ""}, in order
    language = models.CharField(max_length=8, default="fr")
    cover = models.ForeignKey("editorial.Picture", on_delete=models.SET_NULL, null=True, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.SET_NULL, null=True, related_name="articles")
    tags = models.ManyToManyField(Tag, related_name="articles")
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, related_name="parts")
    number = models.PositiveIntegerField(null=True)  # in its series
    rank = models.PositiveSmallIntegerField(default=0)  # of a page, among the pages of its community
    translation = models.UUIDField(null=True, db_index=True)  # shared by the translations of one text
    version = models.PositiveIntegerField(default=0)  # the newest; 0 before anything was kept
    takes_comments = models.BooleanField(default=True)
    opened_at = models.DateTimeField(default=timezone.now)
    written_at = models.DateTimeField(default=timezone.now)  # the newest version
    due_at = models.DateTimeField(null=True)  # appears then, when scheduled
    published_at = models.DateTimeField(null=True)  # for the first time; orders lists and feeds
    word = models.CharField(max_length=1000, blank=True)  # with which an editor gave it back
    hidden_at = models.DateTimeField(null=True)  # by a decision: readers see nothing of it

    class Meta:
        indexes = [
            models.Index(fields=["community", "state", "-published_at"]),
            models.Index(
                fields=["due_at"], name="articles_that_are_due", condition=models.Q(state="scheduled")
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["community", "address"], name="one_article_per_address"),
            models.UniqueConstraint(
                fields=["series", "number"],
                name="one_part_per_number",
                condition=models.Q(series__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where readers find it, for good."""
        room = "pages" if self.kind == self.Kind.PAGE else "articles"
        return f"/c/{self.community.address}/{room}/{self.address}/"

    @property
    def is_published(self) -> bool:
        """Whether readers may see it now, if they read the community."""
        return self.state == self.State.PUBLISHED and self.hidden_at is None


class OldAddress(models.Model):
    """An address that an article had: links to it still arrive."""

    id = models.BigAutoField(primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    address = models.SlugField(max_length=80)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name_plural = "old addresses"
        constraints = [
            models.UniqueConstraint(fields=["community", "address"], name="one_article_per_old_address")
        ]

    def __str__(self) -> str:
        return self.address


class Author(models.Model):
    """Someone who signs an article, once they have agreed to it."""

    class State(models.TextChoices):
        ASKED = "asked"
        AGREED = "agreed"
        DECLINED = "declined"

    id = models.UUIDField(primary_key=True, default=uuid7)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="authors", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="authored_articles")
    signature = models.CharField(
        max_length=80, blank=True
    )  # the name when they agreed; authorship knows the rest
    position = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "since"]
        constraints = [
            models.UniqueConstraint(fields=["article", "member"], name="one_author_per_article_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.signature}: {self.article_id}"


class Publication(models.Model):
    """What readers read: one version, rendered when it was published. `text` is the same in plain words."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="shown")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    standfirst = models.CharField(max_length=600, blank=True)
    html = models.TextField(blank=True)
    excerpt = models.TextField(
        blank=True
    )  # HTML up to where the author says "read on"; "" where they say nothing
    text = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.title

"""A collective book while it is being written."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib import licences
from potager.lib.ids import uuid7
from potager.members.models import Member


class Manuscript(models.Model):
    """A book of chapters by several authors; its editor answers for it."""

    class Pledges(models.TextChoices):
        CLOSED = "closed", _("Nobody: the editor asks the authors")
        ASK = "ask", _("Members offer themselves, and the editor says yes or no")
        OPEN = "open", _("Members take a free chapter at once")

    Licence = licences.Licence

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="manuscripts")
    editor = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="edited_manuscripts")
    title = models.CharField(max_length=120)
    subtitle = models.CharField(max_length=160, blank=True)
    language = models.CharField(max_length=8, default="fr")
    intention = models.TextField(max_length=4000)
    licence = models.CharField(max_length=12, choices=licences.Licence, default=licences.Licence.CC_BY_SA)
    pledges = models.CharField(max_length=10, choices=Pledges, default=Pledges.ASK)
    due_on = models.DateField(null=True)
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    length = models.PositiveIntegerField(default=0)  # chapters in the plan
    released_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # an author took back words that a book held
    opened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["community", "-opened_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The plan of the book."""
        return f"/manuscripts/{self.pk}/"

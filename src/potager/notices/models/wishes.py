"""How people wish to be told."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.members.models import Member


class Wishes(models.Model):
    """How and when a person is told. Whoever never said anything gets the daily letter.

    The same row holds how far their letters have come: the hour of the next one, and until when they were told.
    """

    class Way(models.TextChoices):
        MAIL = "mail", _("by mail, at once")
        LETTER = "letter", _("in the letter")
        PAGE = "page", _("only here, under the bell")

    class Letter(models.TextChoices):
        NEVER = "never", _("never")
        DAILY = "daily", _("every day")
        WEEKLY = "weekly", _("every week")

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="+")
    addressed = models.CharField(max_length=10, choices=Way, default=Way.LETTER)  # answers, mentions
    private = models.CharField(max_length=10, choices=Way, default=Way.MAIL)  # private conversations
    work = models.CharField(
        max_length=10, choices=Way, default=Way.MAIL
    )  # what they write, edit, host, animate
    followed = models.CharField(max_length=10, choices=Way, default=Way.LETTER)  # topics and rooms
    letter = models.CharField(max_length=10, choices=Letter, default=Letter.DAILY)
    hour = models.PositiveSmallIntegerField(
        default=7, validators=[MaxValueValidator(23)]
    )  # of their time zone
    weekday = models.PositiveSmallIntegerField(default=0, validators=[MaxValueValidator(6)])  # 0: Monday
    told_until = models.DateTimeField(default=timezone.now)  # what was said before needs no letter any more
    next_letter_at = models.DateTimeField(null=True)  # None: no letter

    class Meta:
        verbose_name_plural = "wishes"
        indexes = [models.Index(fields=["next_letter_at", "member"])]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.letter}"

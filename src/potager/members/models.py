"""Members: everyone who ever signed something, from a guest's first words to the owner; and their codes."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from potager.lib.ids import uuid7


class MemberManager(BaseUserManager["Member"]):
    """What Django and allauth ask of a user model's manager."""

    def get_by_natural_key(self, username: str | None) -> "Member":
        """The member with that e-mail address, whatever its capitals."""
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """A person. An e-mail address, confirmed by a code, is all it takes; the password is optional."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="fr")
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    is_owner = models.BooleanField(default=False)  # of the installation
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_member_per_address")]

    def __str__(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        """The name to greet the person with."""
        return self.display_name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep addresses in one form; a member without a password has an unusable one."""
        self.email = self.email.strip().lower()
        if not self.password:
            self.password = make_password(None)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class EmailCode(models.Model):
    """A code on its way to an e-mail address. Only a keyed digest of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["email", "-created_at"]), models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"a code, valid until {self.expires_at}"


class FirstRunCode(models.Model):
    """The code that the server's terminal shows while the installation has no owner."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"a first-run code of {self.created_at}"


class Attempt(models.Model):
    """One use of something that is limited; `who` is a keyed digest, so that no address is kept."""

    scope = models.CharField(max_length=20)
    who = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["scope", "who", "-at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.scope} {self.at}"

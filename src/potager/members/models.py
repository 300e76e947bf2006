"""Members: everyone who ever signed something, from a guest's first words to the owner; and their codes."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from potager.lib.folding import key_of
from potager.lib.ids import uuid7

SIDES = (48, 96, 256)  # of a portrait, in pixels


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
    name_key = models.BinaryField(default=b"", db_index=True)  # the name as it is looked for: see save()
    language = models.CharField(max_length=8, default="fr")
    time_zone = models.CharField(max_length=64, default="Europe/Paris")
    is_owner = models.BooleanField(default=False)  # of the installation
    is_active = models.BooleanField(default=True)
    portrait = models.CharField(
        max_length=32, blank=True
    )  # by what the addresses of its files are not guessed
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

    @property
    def pictures(self) -> dict[int, str]:
        """The addresses of the portrait by its side in pixels; empty where initials stand in its place."""
        sides = SIDES if self.portrait else ()
        return {side: f"/portraits/{self.pk}-{self.portrait}-{side}.webp" for side in sides}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep addresses and the name's key in one form; a member without a password has an unusable one."""
        self.email = self.email.strip().lower()
        self.name_key = key_of(self.display_name)
        if "display_name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "name_key"}
        if not self.password:
            self.password = make_password(None)
        super().save(*args, **kwargs)


class Session(AbstractBaseSession):
    """A browser that is known again. `session_key` is a digest of what its cookie holds: a copy opens nothing."""

    session_key = models.CharField(max_length=64, primary_key=True)
    identifier = models.UUIDField(default=uuid7, unique=True)  # by which pages and the journal name it
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="sessions")
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    means = models.CharField(max_length=10, blank=True)  # "code", "password", "passkey": how they came in
    began_at = models.DateTimeField(default=timezone.now)
    seen_on = models.DateField()  # in Greenwich: to the day and no finer

    @classmethod
    def get_session_store_class(cls) -> type:
        """Who reads and writes these rows."""
        from potager.members.sessions import SessionStore

        return SessionStore


class Passkey(models.Model):
    """A key that a device keeps for a member; here is only the half that checks."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="passkeys")
    credential = models.CharField(max_length=1400, unique=True)  # its identifier, base64url
    data = models.BinaryField()  # AttestedCredentialData (WebAuthn, 6.5.2), with the public key
    counter = models.PositiveBigIntegerField(default=0)
    name = models.CharField(max_length=60)
    added_at = models.DateTimeField(default=timezone.now)
    used_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "added_at"])]

    def __str__(self) -> str:
        return self.name


class SpentChallenge(models.Model):
    """A challenge that a passkey has answered: it serves once."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"a challenge answered at {self.at}"


class Export(models.Model):
    """All that is kept of a member, asked for by them, in one file."""

    class State(models.TextChoices):
        PREPARING = "preparing"  # the worker is at it
        READY = "ready"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="exports")
    state = models.CharField(max_length=10, choices=State, default=State.PREPARING)
    bytes = models.PositiveBigIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-asked_at"]), models.Index(fields=["asked_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(state="preparing"), name="one_export_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.state}"

    @property
    def path(self) -> str:
        """Where the storage keeps it."""
        return f"exports/{self.pk}.zip"


class EmailCode(models.Model):
    """A code on its way to an e-mail address. Only a keyed digest of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    email = models.EmailField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    is_known = models.BooleanField(default=False)  # asked for, and typed, in a browser that came in before
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


class Aversion(models.Model):
    """Someone whom a member would rather not read, or not hear from. Nobody but that member ever learns of it."""

    class Kind(models.TextChoices):
        MUTE = "mute"  # what the other writes is folded
        BLOCK = "block"  # and the other cannot write to them

    id = models.UUIDField(primary_key=True, default=uuid7)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="aversions", db_index=False)
    toward = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.MUTE)
    name = models.CharField(max_length=80)  # under which the other stood where it was done
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "toward"], name="one_aversion_toward_each")]

    def __str__(self) -> str:
        return f"{self.by_id} {self.kind} {self.toward_id}"

    @property
    def is_block(self) -> bool:
        """Whether the other cannot write to them either."""
        return self.kind == self.Kind.BLOCK

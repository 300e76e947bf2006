"""A community, the people in it with their roles, and the invitations that lead there."""

from datetime import datetime

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.lib.ids import uuid7
from potager.members.models import Member


class CommunityQuerySet(models.QuerySet["Community"]):
    """Communities, as each person may know of them."""

    def visible_to(self, member: Member | None) -> "CommunityQuerySet":
        """Those that the member (None: a stranger) may know of."""
        return self._known(member, Community.Visibility.PUBLIC, Community.Visibility.MEMBERS)

    def readable_by(self, member: Member | None) -> "CommunityQuerySet":
        """Those whose pages the member (None: a stranger) may read."""
        return self._known(member, Community.Visibility.PUBLIC)

    def _known(self, member: Member | None, *visibilities: str) -> "CommunityQuerySet":
        known = models.Q(visibility__in=visibilities)
        if member is None:
            return self.filter(known)
        if member.is_owner:
            return self.all()
        mine = Membership.objects.taking_part().filter(member=member)
        return self.filter(known | models.Q(pk__in=mine.values("community")))


class Community(models.Model):
    """A home for people. `address` is its place in the URL: /c/<address>/."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("Public")
        MEMBERS = "members", _("For members")
        PRIVATE = "private", _("Private")

    class Joining(models.TextChoices):
        OPEN = "open", _("Open to all")
        REQUEST = "request", _("On request")
        INVITATION = "invitation", _("By invitation")

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=80)
    address = models.SlugField(max_length=40, unique=True)
    language = models.CharField(max_length=8, default="fr")
    description = models.TextField(max_length=2000, blank=True, validators=[MaxLengthValidator(2000)])
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PUBLIC)
    joining = models.CharField(max_length=10, choices=Joining, default=Joining.OPEN)
    charter = models.TextField(max_length=20_000, blank=True, validators=[MaxLengthValidator(20_000)])
    charter_version = models.PositiveIntegerField(
        default=0
    )  # the number of the charter above; 0: there was none
    charter_asked = models.PositiveIntegerField(default=0)  # who accepted an older one is asked again
    dress = models.CharField(
        max_length=16, blank=True
    )  # the digest of its style sheet; frontpages writes these
    logo = models.CharField(max_length=32, blank=True)
    ornament = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        constraints = [models.UniqueConstraint(Lower("address"), name="one_community_per_address")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The front page of the community."""
        return f"/c/{self.address}/"

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it."""
        return self.visibility == self.Visibility.PUBLIC

    @property
    def is_private(self) -> bool:
        """Whether strangers must not learn that it exists."""
        return self.visibility == self.Visibility.PRIVATE


class CharterVersion(models.Model):
    """A charter as it stood from a moment on. It never changes: the next one has the next number."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="charter_versions", db_index=False
    )
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True)  # None: nobody knows any more
    is_small = models.BooleanField(default=False)  # only spelling: nobody was asked again
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="one_charter_per_number")]

    def __str__(self) -> str:
        return f"charter {self.number}"


class OldAddress(models.Model):
    """An address that a community had: links to it still arrive."""

    address = models.SlugField(max_length=40, primary_key=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        verbose_name_plural = "old addresses"

    def __str__(self) -> str:
        return self.address


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships, as they count now."""

    def taking_part(self) -> "MembershipQuerySet":
        """Those who belong to their community and are not suspended."""
        is_free = models.Q(suspended_until=None) | models.Q(suspended_until__lte=timezone.now())
        return self.filter(is_free, state=Membership.State.ACTIVE)


class Membership(models.Model):
    """One person in one community. Whoever writes there without belonging has a row too, once they are restrained."""

    class Role(models.TextChoices):
        OWNER = "owner", _("owner")
        ANIMATEUR = "animateur", _("animateur")
        EDITOR = "editor", _("editor")
        MODERATOR = "moderator", _("moderator")
        MEMBER = "member", _("member")

    class State(models.TextChoices):
        ACTIVE = "active"
        REQUESTED = "requested"
        DECLINED = "declined"
        LEFT = "left"
        REMOVED = "removed"

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    was_removed = models.BooleanField(default=False)  # an animateur has to say yes before the person is back
    note = models.CharField(max_length=500, blank=True)  # a word to the animateurs, erased once they answered
    accepted_charter_at = models.DateTimeField(null=True)
    accepted_charter = models.PositiveIntegerField(default=0)  # the number of the version accepted then
    joined_at = models.DateTimeField(default=timezone.now)
    suspended_until = models.DateTimeField(null=True)  # until then they read what strangers read
    slowed_until = models.DateTimeField(null=True)  # until then they write once in `slow_minutes`
    slow_minutes = models.PositiveSmallIntegerField(default=0)
    decision = models.UUIDField(null=True)  # that restrained them: its page is /decisions/<uuid>/

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "member"], name="one_membership_each")]
        indexes = [
            models.Index(fields=["community", "state", "joined_at"]),
            models.Index(fields=["member", "state"]),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.community_id}"

    @property
    def is_active(self) -> bool:
        """Whether the person belongs to the community now."""
        return self.state == self.State.ACTIVE

    @property
    def is_suspended(self) -> bool:
        """Whether the person reads what strangers read, and writes nothing, for some days."""
        return self.suspended_until is not None and timezone.now() < self.suspended_until

    @property
    def is_slowed(self) -> bool:
        """Whether the person writes once in a while only, for some days."""
        return self.slowed_until is not None and timezone.now() < self.slowed_until

    @property
    def takes_part(self) -> bool:
        """Whether the person belongs to the community and is not suspended."""
        return self.is_active and not self.is_suspended

    @property
    def is_requested(self) -> bool:
        """Whether the person waits for an answer."""
        return self.state == self.State.REQUESTED

    @property
    def animates(self) -> bool:
        """Whether the person may set things in motion here: animateurs and owners."""
        return self.takes_part and self.role in {self.Role.OWNER, self.Role.ANIMATEUR}

    @property
    def edits(self) -> bool:
        """Whether the person may make books of what was written: editors, and whoever animates."""
        return self.animates or (self.takes_part and self.role == self.Role.EDITOR)

    @property
    def moderates(self) -> bool:
        """Whether the person may say what stays: moderators, and whoever animates."""
        return self.animates or (self.takes_part and self.role == self.Role.MODERATOR)

    @property
    def manages(self) -> bool:
        """Whether the person answers for the community."""
        return self.takes_part and self.role == self.Role.OWNER


class Invitation(models.Model):
    """A link that lets people in; only a digest of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(Member, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)
    most_uses = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["community", "-created_at"])]

    def is_valid_at(self, now: datetime) -> bool:
        """Whether it still opens the door."""
        is_worn_out = self.most_uses is not None and self.uses >= self.most_uses
        return self.revoked_at is None and now < self.expires_at and not is_worn_out

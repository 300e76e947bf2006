"""What people say of themselves, field by field to whom they choose; their organisations; under what they are found."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community, Membership
from potager.lib.ids import uuid7
from potager.members.models import Member

LONGEST_TALENT = 80
FIELDS = ("about", "talents", "interests", "asks", "seeks", "place", "links", "organisations")


class Circle(models.TextChoices):
    """Who may read a field."""

    EVERYONE = "everyone", _("Everyone")
    MEMBERS = "members", _("Members of my communities")
    NOBODY = "nobody", _("Nobody but me")


def circle() -> "models.CharField[str, str]":
    """Who reads one of the fields."""
    return models.CharField(max_length=8, choices=Circle, default=Circle.MEMBERS)


class Profile(models.Model):
    """What a member says of themselves. `latitude` and `longitude` are as coarse as they wished when they came in."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, primary_key=True, related_name="profile")
    about = models.TextField(blank=True, validators=[MaxLengthValidator(2000)])
    asks = models.CharField(max_length=300, blank=True)  # what others may ask them about
    seeks = models.CharField(max_length=300, blank=True)  # what they are looking for
    stems = models.CharField(max_length=600, blank=True)  # of `seeks`: " compost taill "
    place = models.CharField(max_length=80, blank=True)
    latitude = models.FloatField(null=True)  # degrees north
    longitude = models.FloatField(null=True)  # degrees east
    links = models.JSONField(default=list)
    about_to = circle()
    talents_to = circle()
    interests_to = circle()
    asks_to = circle()
    seeks_to = circle()
    place_to = circle()
    links_to = circle()
    organisations_to = circle()
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"profile of {self.member_id}"

    def circle_of(self, field: str) -> str:
        """Who may read a field, by its name."""
        return str(getattr(self, f"{field}_to"))


class Veil(models.Model):
    """What a member says of themselves is hidden in a community, by a decision of those who look after it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="veils", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="veils")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "community"], name="one_veil_each")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.community_id}"


class Talent(models.Model):
    """Something that a person can do, or cares about. `stems` is what it is compared by."""

    class Kind(models.TextChoices):
        TALENT = "talent"
        INTEREST = "interest"

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="talents", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=LONGEST_TALENT)
    folded = models.CharField(max_length=160)
    stems = models.CharField(max_length=200)
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["rank"]
        constraints = [models.UniqueConstraint(fields=["member", "kind", "folded"], name="one_talent_each")]
        indexes = [models.Index(fields=["kind", "folded"])]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """An association, a school, a company to which members of a community belong."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, related_name="organisations", db_index=False
    )
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=160)
    about = models.TextField(blank=True, validators=[MaxLengthValidator(2000)])
    link = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "folded"], name="one_organisation_per_name")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return f"/c/{self.community.address}/organisations/{self.pk}/"


class Affiliation(models.Model):
    """A member belongs to an organisation, as they say."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="affiliations", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="affiliations")
    role = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "organisation"], name="one_affiliation_each")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} of {self.organisation_id}"


class Trait(models.Model):
    """Under what a member of a community is found there, as far as they show it to members. Kept by `relist`.

    `word` and `name` (of the person, as it is ordered by) are folded, and bytes: both databases order them alike.
    Cells of the map are of kinds "cell0" to "cell3", from coarse to fine.
    """

    class Kind(models.TextChoices):
        MEMBER = ""  # everybody, once; the word is empty
        TALENT = "talent"
        INTEREST = "interest"
        STEM = "stem"  # of a talent
        PLACE = "place"  # the place, and each of its words
        WORD = "word"  # of a name, of a talent, of what to ask about

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="traits", db_index=False
    )
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, blank=True)
    word = models.BinaryField(default=b"")
    name = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "kind", "word"], name="one_trait_each")]
        indexes = [models.Index(fields=["community", "kind", "word", "name", "membership"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.membership_id}"


class Tally(models.Model):
    """How many members of a community show a talent, an interest, or stand in a cell of its map. Kept by `relist`."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    word = models.BinaryField()
    name = models.CharField(max_length=LONGEST_TALENT, blank=True)  # as somebody wrote it
    many = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind", "word"], name="one_tally_each")]
        indexes = [models.Index(fields=["community", "kind", "-many"])]

    def __str__(self) -> str:
        return f"{self.many} of {self.kind}"


class Label(models.Model):
    """A talent as a public list of skills or trades calls it: offered while somebody types, never imposed.

    `reading` is the reading of its file that saw it last: what the next one does not see goes.
    """

    class Source(models.TextChoices):
        ROME = "rome", "ROME"
        ESCO = "esco", "ESCO"

    source = models.CharField(max_length=4, choices=Source)
    section = models.CharField(max_length=12)  # "skill", "title", "occupation"
    language = models.CharField(max_length=8)
    code = models.CharField(max_length=120)
    name = models.CharField(max_length=LONGEST_TALENT)
    folded = models.CharField(max_length=160)
    reading = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "section", "language", "code"], name="one_label_per_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class LabelWord(models.Model):
    """A word of a label, folded, by which it is found."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(max_length=8)
    word = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["language", "word", "label"])]

    def __str__(self) -> str:
        return f"a word of {self.label_id}"

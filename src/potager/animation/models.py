"""What the desk keeps: the graph of who turned to whom, what was proposed and what came of it, and who wishes what.

All but proposals, decisions and switches can be made again from the journal.
"""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from potager.communities.models import Community
from potager.lib.ids import uuid7
from potager.members.models import Member

HALF_LIFE = 30.0  # days in which what was between two people counts half
FIRST_SEASON = 2000 * 4  # quarters are counted from the beginning of 2000


def season_of(moment: datetime) -> int:
    """The quarter of a moment: its bit in `Person.seasons`. From 2000 on; 63 quarters, then again from the first."""
    return (moment.year * 4 + (moment.month - 1) // 3 - FIRST_SEASON) % 63


class Network(models.Model):
    """The graph of one community: how far it has grown, and what was prepared of it."""

    class Growth(models.TextChoices):
        NONE = "none"  # what happened before it is not in it
        READING = "reading"  # it is made again: the journal is being read (Part)
        TYING = "tying"  # what was read becomes people and ties
        LATE = "late"  # what happened in the meantime is added
        DONE = "done"  # each act is added as the journal tells it

    community = models.OneToOneField(
        Community, on_delete=models.CASCADE, related_name="network", db_index=True
    )
    prepared_on = models.DateField(null=True)  # the day of the newest proposals
    prepared_at = models.DateTimeField(null=True)
    map = models.JSONField(default=dict)  # as it was last drawn
    learnt = models.JSONField(default=dict)  # what introductions learnt from the community's own past
    shows_pictures = models.BooleanField(default=False)  # to members, not only to whoever animates
    growth = models.CharField(max_length=8, choices=Growth, default=Growth.NONE)
    grown_to = models.BigIntegerField(default=0)  # acts up to this position of the journal are in it
    tied_to = models.BigIntegerField(default=0)  # TYING: people up to this key are made again

    class Meta:
        indexes = [
            models.Index(fields=["growth"], name="networks_that_grow", condition=~models.Q(growth="done"))
        ]

    def __str__(self) -> str:
        return f"network of {self.community_id}"

    @property
    def is_grown(self) -> bool:
        """Whether all that happened is in it."""
        return self.growth == self.Growth.DONE


class Person(models.Model):
    """A member in one community, as their acts show them; never what they read."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="people", db_index=False)
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    acts = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)  # how often they said something
    days = models.PositiveIntegerField(default=0)  # on how many days they did something
    gap = models.FloatField(default=0.0)  # typical days from one of these days to the next; 0: not known
    seasons = models.BigIntegerField(default=0)  # one bit for each quarter, see season_of

    class Meta:
        verbose_name_plural = "people"
        constraints = [models.UniqueConstraint(fields=["network", "member"], name="one_person_each")]

    def __str__(self) -> str:
        return f"{self.member_id} in network {self.network_id}"


class Tie(models.Model):
    """One person turned to another, so often, from a moment to another. `strength` counts each time one, and less as
    time goes by (half after HALF_LIFE days); it stands as of `last_at`.
    """

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="ties", db_index=False)
    source = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    target = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    answered = models.IntegerField(default=0)
    thanked = models.IntegerField(default=0)
    mentioned = models.IntegerField(default=0)
    cowrote = models.IntegerField(default=0)
    strength = models.FloatField(default=0.0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "source", "target"], name="one_tie_each_way")
        ]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.source_id} to {self.target_id}"


class Part(models.Model):
    """What some acts tell of some people, while a graph is made again: packed as sums.py packs it, then forgotten."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+", db_index=False)
    drawer = models.BigIntegerField()  # of people whose keys follow one another
    position = models.BigIntegerField()  # of the last of these acts
    data = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["network", "drawer", "position"], name="one_part_of_each_drawer")
        ]

    def __str__(self) -> str:
        return f"{self.drawer} to {self.position}"


class Switch(models.Model):
    """A use that a member switched off in a community: what the desk may do with what it knows of them."""

    class Use(models.TextChoices):
        PROPOSED = "proposed", _("Propose me to whoever animates, for whatever reason")
        INTRODUCED = "introduced", _("Propose to introduce me to somebody")
        INVITED = "invited", _("Propose to invite me back when I am silent")
        HELPING = "helping", _("Name me as well placed to help or to greet")
        WORDS = "words", _("Find what I care about in what I write")
        MAP = "map", _("Show me on the map")
        GRAPH = "graph", _("Remember with whom I talk, in public, and how often")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    use = models.CharField(max_length=10, choices=Use)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "switches"
        constraints = [models.UniqueConstraint(fields=["member", "community", "use"], name="one_switch_each")]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.use} is off"


class Weights(models.Model):
    """How much each sign counts for a gesture in a community: learnt from decisions, or set by who animates."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="weights", db_index=False)
    gesture = models.CharField(max_length=12)
    values = models.JSONField(default=dict)  # by the name of the sign
    decisions = models.PositiveIntegerField(default=0)  # how many it was learnt from
    is_set = models.BooleanField(default=False)  # by somebody: nothing is learnt over it
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "weights"
        constraints = [models.UniqueConstraint(fields=["network", "gesture"], name="one_set_of_weights_each")]

    def __str__(self) -> str:
        return f"{self.gesture} in network {self.network_id}"


class Proposal(models.Model):
    """A gesture that could be made: toward whom or about what, by whom, and why.

    What was found but not shown (`kept`) is remembered for some time: without it nobody could say what would have
    come without the gesture.
    """

    class State(models.TextChoices):
        OPEN = "open"  # on the desk
        DONE = "done"
        LATER = "later"  # comes back at `until`
        DECLINED = "declined"
        LAPSED = "lapsed"  # its day passed, or its reason
        KEPT = "kept"  # found, never shown

    class No(models.TextChoices):
        DONE_ALREADY = "already", _("It was done already, elsewhere")
        NOT_RIGHT = "wrong", _("The reasons are not right")
        NOT_WANTED = "unwanted", _("They would not want it")
        NOT_NOW = "moment", _("It is not the moment")

    id = models.UUIDField(primary_key=True, default=uuid7)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="proposals", db_index=False)
    gesture = models.CharField(max_length=12)
    day = models.DateField()
    rank = models.PositiveSmallIntegerField(default=0)
    subject = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    helper = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, related_name="+")
    thing = models.CharField(max_length=80, blank=True)  # "topic:<uuid>": what it is about
    found = models.CharField(max_length=80, blank=True)  # "post:<uuid>": what is brought to it
    moment = models.CharField(max_length=12, default="today")  # a name of moments.MOMENTS
    reasons = models.JSONField(default=list)  # [{"fact": name, …identifiers and numbers}]
    signs = models.JSONField(default=dict)  # what the score was made of, by name
    score = models.FloatField(default=0.0)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    no = models.CharField(max_length=8, choices=No, blank=True)
    until = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)  # what came of it, as it was last looked at
    looked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "rank"]
        indexes = [
            models.Index(fields=["network", "state", "-day"]),
            models.Index(fields=["network", "gesture", "-day"]),
        ]

    def __str__(self) -> str:
        return f"{self.gesture} on {self.day}"

    @property
    def is_open(self) -> bool:
        """Whether it stands on the desk."""
        return self.state == self.State.OPEN

    @property
    def people(self) -> set[object]:
        """The identifiers of those to whom it is addressed; not of who would help."""
        return {one for one in (self.subject_id, self.other_id) if one}


class Report(models.Model):
    """What happened in a community in a month, as it was counted when the month was over. Numbers, never names."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="reports", db_index=False)
    month = models.DateField()  # its first day
    facts = models.JSONField()  # see report.Facts
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["network", "month"], name="one_report_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} of network {self.network_id}"

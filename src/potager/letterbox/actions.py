"""Taking mail in, and making of it what it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from potager.conversations.actions import add_post
from potager.conversations.models import Post
from potager.conversations.screening import Draft, verdict_of
from potager.letterbox import answers, rules, tasks
from potager.letterbox.automatic import is_automatic
from potager.letterbox.bounces import bounced_in, is_bounce
from potager.letterbox.models import Letter, Mailbox
from potager.letterbox.queries import (
    letters_in_a_day,
    letters_in_an_hour,
    meant_by,
    refusals_in_a_day,
    returned,
    topic_of,
)
from potager.letterbox.reading import (
    Incoming,
    addresses_of,
    digest_of,
    head_of,
    is_report,
    read_mail,
    sender_of,
)
from potager.lib.refusals import Refusal
from potager.lib.replies import ExpiredAddress, Reply
from potager.members.models import Member
from potager.notices.actions.reaching import note_bounce

MOST_BYTES = 10_000_000  # of a mail, with what is attached
MOST_KEPT = 2_100_000  # of its bytes: more is never looked at
MOST_IN_AN_HOUR = 30  # letters from one address
MOST_REFUSALS = 10  # to one member in a day
MOST_TOLD = 20  # letters of one address in a day, beyond which it is not told what became of them
KEPT_FOR = timedelta(days=30)
State = Letter.State


def receive(raw: bytes, *, to: Sequence[str] = ()) -> Letter | None:
    """Store a mail that came in, once however often it comes; a job handles it. None: it is not for us.

    `to` is whom the server that brought it says it is for.
    """
    message = head_of(raw)
    addresses = [*to, *addresses_of(message)]
    came_back = returned(addresses)
    if came_back is None and not is_report(message) and meant_by(addresses) is None:
        return None
    sender = sender_of(message)
    is_flood = came_back is None and letters_in_an_hour(sender) >= MOST_IN_AN_HOUR
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(
            digest=digest_of(raw),
            defaults={"to": "\n".join(to)[:2000], "sender": sender, "raw": raw[:MOST_KEPT]},
        )
        if is_new and is_flood:
            _settle(letter, State.IGNORED, "too many")
        elif is_new:
            tasks.handle_letter.enqueue(str(letter.pk))
    return letter


def handle(letter: Letter) -> None:
    """Make a post of a letter, or say kindly why not, or note what it reports; once, also after a crash."""
    mail = read_mail(bytes(letter.raw))
    came_back = returned([*letter.to.split("\n"), *mail.to])
    if came_back or is_bounce(mail):
        with transaction.atomic():
            if bounced := bounced_in(mail, came_back):
                note_bounce(bounced.mail, said=bounced.said)
            _settle(letter, State.BOUNCE)
    elif is_automatic(mail):
        _settle(letter, State.IGNORED, "automatic")
    else:
        _take(letter, mail)


def _take(letter: Letter, mail: Incoming) -> None:
    meant = meant_by([*letter.to.split("\n"), *mail.to])
    reply = meant.reply if isinstance(meant, ExpiredAddress) else meant
    member = Member.objects.filter(pk=reply.member, is_active=True).first() if reply else None
    if reply is None or member is None:
        _settle(letter, State.IGNORED, "nobody")
        return
    with translation.override(member.language):
        try:
            if mail.sender and not answers.is_from(mail.sender, member):
                raise rules.NotFromYou
            if isinstance(meant, ExpiredAddress):
                raise rules.AddressExpired
            post = _post(letter, mail, member, reply)
        except Refusal as refusal:
            _refuse(letter, mail, member, reply, refusal)
        else:
            _accept(letter, mail, member, post)


def _post(letter: Letter, mail: Incoming, member: Member, reply: Reply) -> Post:
    """Say in the topic what the mail says; raises the refusal of the first rule broken."""
    if mail.is_odd:
        raise rules.TooOdd
    if not mail.text.strip():
        raise rules.NothingWritten
    topic, answered = topic_of(reply)
    draft = Draft(
        text=mail.text,
        author=member,
        community=topic.community,
        seconds=None,
        is_guest=False,
        honeypot="",
    )
    is_held = not topic.is_private and verdict_of(draft) == "hold"
    key = uuid5(NAMESPACE_URL, f"mid:{mail.message_id or letter.digest}")
    return add_post(by=member, topic=topic, body=mail.text, key=key, answers=answered, is_held=is_held)


def _accept(letter: Letter, mail: Incoming, member: Member, post: Post) -> None:
    with transaction.atomic():
        is_told = post.state == Post.State.HELD or mail.attachments
        if is_told and letters_in_a_day(letter.sender) <= MOST_TOLD:
            answers.taken(mail, post).send()
        _settle(letter, State.POSTED, member=member)


def _refuse(letter: Letter, mail: Incoming, member: Member, reply: Reply, refusal: Refusal) -> None:
    """Say why, and give the text back; a stranger is told once a day, nobody more than ten times."""
    is_stranger = isinstance(refusal, rules.NotFromYou)
    with transaction.atomic():
        if refusals_in_a_day(letter.sender) < (1 if is_stranger else MOST_REFUSALS):
            answers.refused(mail, refusal, link="" if is_stranger else _link(reply)).send()
        _settle(letter, State.REFUSED, type(refusal).__name__, member=None if is_stranger else member)


def _link(reply: Reply) -> str:
    return topic_of(reply)[0].get_absolute_url()


def _settle(letter: Letter, state: State, reason: str = "", member: Member | None = None) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        state=state, reason=reason[:60], raw=b"", handled_at=timezone.now(), member=member
    )


def forget_old_letters(now: datetime) -> int:
    """Delete what came long ago; returns how many."""
    old = Letter.objects.filter(received_at__lt=now - KEPT_FOR)
    return old.delete()[0] if old.exists() else 0


def forget_letters(*, by: Member) -> None:
    """Delete what came from a member who leaves."""
    Letter.objects.filter(Q(sender=by.email) | Q(member=by)).delete()


def read_up_to(name: str, *, validity: int, last: int) -> None:
    """Note that a mailbox answered, and was read up to that UID."""
    now = timezone.now()
    told = {"validity": validity, "last": last, "error": "", "tried_at": now, "read_at": now}
    Mailbox.objects.update_or_create(pk=name, defaults=told)


def note_failure(name: str, *, error: str) -> None:
    """Note that a mailbox did not answer, for `potager doctor`."""
    told = {"error": error[:500], "tried_at": timezone.now()}
    Mailbox.objects.update_or_create(pk=name, defaults=told)

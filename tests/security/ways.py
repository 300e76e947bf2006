"""Every way out of the house: each URL pattern of the resolver, and how to ask for it.

A new address must be written down here, with whom it may tell what: the tests fail until it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import directed
import doors
import gathered
import held
import lettered
import meeting
import paper
import pictured
import shelved
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from talk import place, room, room_list, said, tag_list, taken_back, topic
from village import Village

from potager.animation.actions import network_for
from potager.animation.models import Proposal, Report
from potager.animation.tests.made import a_proposal
from potager.authorship import works
from potager.authorship.letters import token_of
from potager.members.actions import ask_for_export, mute_member
from potager.members.models import Passkey
from potager.moderation.actions import Complaint, Ruling, claim_report, make_report, take_decision
from potager.moderation.models import Case, Decision, Draw, Juror
from potager.moderation.subjects import subject_of
from potager.notices.links import unsubscribe_url
from potager.stories.models import Contribution
from potager.stories.reminderletters import token_for as quiet_token
from potager.stories.tokens import token_for
from potager.translations.actions import open_translation
from potager.translations.models import Translation

Arguments = Callable[[Village], dict[str, Any]]


@dataclass(frozen=True)
class Way:
    """How to fill a pattern with what exists. `safe`: a GET shows a page; otherwise it is refused.

    `knows`: whoever can fill it holds a secret already (an invitation's link).
    """

    arguments: Arguments = lambda village: {}
    safe: bool = True
    posts: bool = True
    knows: bool = False


def _community(village: Village) -> dict[str, Any]:
    return {"address": village.community.address}


def _membership(village: Village) -> dict[str, Any]:
    return {**_community(village), "identifier": village.membership("asking").pk}


def _member(village: Village) -> dict[str, Any]:
    return {**_community(village), "identifier": village.membership("member").pk}


def _story(village: Village) -> dict[str, Any]:
    return {"identifier": village.story.pk}


def _closed(village: Village) -> dict[str, Any]:
    return {"identifier": village.closed.pk}


def _contribution(village: Village) -> dict[str, Any]:
    return {"identifier": village.declined.pk}


def _quiet(village: Village) -> dict[str, Any]:
    return {"token": quiet_token(village.story, village.people["member"])}


def _scheduled(village: Village) -> dict[str, Any]:
    return {"identifier": village.scheduled.pk}


def _correction(village: Village) -> dict[str, Any]:
    return {"identifier": village.correction.pk}


def _correction_letter(village: Village) -> dict[str, Any]:
    return {**_correction(village), "token": token_for(village.correction)}


def _word(village: Village) -> dict[str, Any]:
    return {"identifier": village.word.pk}


def _book(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.book.pk}


def _printed(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.printed.pk}


def _ready(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.ready.pk}


def _section(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.section.pk}


def _free(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.free.pk}


def _version(village: Village) -> dict[str, Any]:
    return {**_section(village), "number": 1}


def _pledge(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.pledge.pk}


def _comment(village: Village) -> dict[str, Any]:
    return {"identifier": village.desk.comment.pk}


def _edition(village: Village) -> dict[str, Any]:
    return {"identifier": village.edition.pk}


def _file(ending: str) -> Arguments:
    return lambda village: {"identifier": str(village.edition.pk), "name": "book", "ending": ending}


def _sign_in(village: Village) -> dict[str, Any]:
    village.browser("member")
    return {"identifier": village.people["member"].sessions.latest("began_at").identifier}


def _portrait(village: Village) -> dict[str, Any]:
    return {"member": village.people["member"].pk, "digest": "0" * 32, "side": "48"}


def _passkey(village: Village) -> dict[str, Any]:
    owned, _new = Passkey.objects.get_or_create(member=village.people["member"], credential="one", data=b"")
    return {"identifier": owned.pk}


def _aversion(village: Village) -> dict[str, Any]:
    by, toward = village.people["member"], village.people["owner"]
    return {"identifier": (by.aversions.first() or mute_member(by=by, toward=toward, name="Owner")).pk}


def _reported(village: Village) -> dict[str, Any]:
    return {"kind": "contribution", "identifier": village.shown.pk}


def _reported_member(village: Village) -> dict[str, Any]:
    return {"kind": "membership", "identifier": village.membership("owner").pk}


def _case(village: Village) -> dict[str, Any]:
    found = Case.objects.filter(community=village.community, closed_at=None).first()
    return {"identifier": (found or _reported_case(village, village.shown)).pk}


def _reported_case(village: Village, contribution: Contribution) -> Case:
    kind, thing = "contribution", contribution.pk
    found = subject_of(kind).look(thing)  # type: ignore[union-attr]
    assert found
    by, complaint = village.people["owner"], Complaint(reason="insult")
    return make_report(by=by, kind=kind, identifier=thing, found=found, complaint=complaint).case


def _decision(village: Village) -> dict[str, Any]:
    decided = Decision.objects.filter(community=village.community).first()
    return {"identifier": (decided or _decided(village)).pk}


def _lot(village: Village) -> dict[str, Any]:
    case, member = Case.objects.get(pk=_case(village)["identifier"]), village.people["member"]
    drawn = {"by": village.people["owner"], "seed": "", "pool": []}
    draw, _new = Draw.objects.get_or_create(case=case, defaults=drawn)
    due = {"due_at": timezone.now(), "rank": 1}
    return {"identifier": Juror.objects.get_or_create(draw=draw, member=member, defaults=due)[0].pk}


def _decided(village: Village) -> Decision:
    by, case = village.people["keeper"], _reported_case(village, village.declined)  # the owner reported it
    claim_report(by=by, case=case)
    return take_decision(
        by=by, case=case, ruling=Ruling(measure="talk", rule="usual:insult", words="Gently.")
    )


def _export(village: Village) -> dict[str, Any]:
    owned = village.people["member"].exports.first() or ask_for_export(by=village.people["member"])
    return {"identifier": owned.pk}


def _picture(village: Village) -> dict[str, Any]:
    return {"identifier": village.picture.pk}


def _picture_file(village: Village) -> dict[str, Any]:
    picture, side = village.picture, village.picture.sides[0]
    return {"identifier": picture.pk, "digest": picture.digest, "side": side, "ending": picture.ending}


def _token(village: Village) -> dict[str, Any]:
    return {"token": village.token}


def _own_work(village: Village) -> dict[str, Any]:
    return {"bed": "story", "identifier": village.story.pk}


def _own_contribution(village: Village) -> dict[str, Any]:
    return {"identifier": village.shown.pk}


def _byline(village: Village) -> dict[str, Any]:
    work = works.find(f"story:{village.story.pk}", village.people["member"])
    assert work
    return {"token": token_of(work)}


def _translation(village: Village) -> dict[str, Any]:
    by, opened = village.people["member"], Translation.objects.filter(original=village.edition).first()
    made = opened or open_translation(by=by, edition=village.edition, language="de", key=uuid4())
    return {"identifier": made.pk}


def _passage(village: Village) -> dict[str, Any]:
    return {**_translation(village), "passage": "title"}


def _month(village: Village) -> dict[str, Any]:
    network = network_for(village.community)
    Report.objects.get_or_create(network=network, month=date(2026, 10, 1), defaults={"facts": {}})
    return {**_community(village), "month": "2026-10"}


def _proposal(village: Village) -> dict[str, Any]:
    found = Proposal.objects.filter(network__community=village.community).first()
    return {"identifier": (found or a_proposal(topic=gathered.asked_topic(village))).pk}


def _letter(village: Village) -> dict[str, Any]:
    link = unsubscribe_url(village.people["member"].pk, "letter")
    return {"token": link.rstrip("/").rpartition("/")[2]}


PAGE = {"posts": False}
ACT = {"safe": False}
WAYS: dict[str, Way] = {
    **paper.ways(Way, PAGE, ACT),
    **held.ways(Way, PAGE, ACT),
    **meeting.ways(Way, PAGE, ACT),
    **lettered.ways(Way, PAGE, ACT),
    **doors.ways(Way, PAGE, ACT),
    **shelved.ways(Way, PAGE, ACT),
    "ui:living": Way(**PAGE),
    "members:sign_in": Way(),
    "members:confirm_code": Way(),
    "members:sign_in_by_password": Way(**ACT),
    "members:sign_out": Way(**ACT),
    "members:me": Way(),
    "members:change_password": Way(),
    "members:leave": Way(),
    "members:sign_ins": Way(**PAGE),
    "members:end_session": Way(_sign_in, **ACT),
    "members:end_other_sessions": Way(**ACT),
    "members:change_portrait": Way(),
    "members:remove_portrait": Way(**ACT),
    "members:portrait": Way(_portrait, **PAGE, knows=True),
    "members:sign_in_by_passkey": Way(**ACT),
    "members:passkey_request": Way(**ACT),
    "members:passkeys": Way(**PAGE),
    "members:passkey_creation": Way(**ACT),
    "members:add_passkey": Way(**ACT),
    "members:remove_passkey": Way(_passkey, **ACT),
    "members:aversions": Way(**PAGE),
    "members:unmute_member": Way(_aversion, **ACT),
    "members:unblock_member": Way(_aversion, **ACT),
    "moderation:report": Way(_reported),
    "moderation:aversion": Way(_reported_member),
    "moderation:queue": Way(_community, **PAGE),
    "moderation:log": Way(_community, **PAGE),
    "moderation:change_care": Way(_community),
    "moderation:case": Way(_case, **PAGE),
    "moderation:claim_report": Way(_case, **ACT),
    "moderation:release_report": Way(_case, **ACT),
    "moderation:note_report": Way(_case, **ACT),
    "moderation:take_decision": Way(_case, **ACT),
    "moderation:draw_lot": Way(_case, **ACT),
    "moderation:lot": Way(_lot, **PAGE),
    "moderation:vote_lot": Way(_lot, **ACT),
    "moderation:decline_lot": Way(_lot, **ACT),
    "moderation:decision": Way(_decision, **PAGE),
    "moderation:ask_again": Way(_decision, **ACT),
    "moderation:appeal_decision": Way(_decision, **ACT),
    "moderation:uphold_decision": Way(_decision, **ACT),
    "moderation:overturn_decision": Way(_decision, **ACT),
    "moderation:lift_decision": Way(_decision, **ACT),
    "members:export": Way(),
    "members:download_export": Way(_export, **PAGE),
    "members:language": Way(),
    "members:first_run": Way(),
    "authorship:byline": Way(_byline, knows=True),
    "authorship:bylines": Way(**PAGE),
    "authorship:choose_byline": Way(_own_work),
    "communities:home": Way(**PAGE),
    "communities:robots": Way(**PAGE),
    "communities:sitemap": Way(**PAGE),
    "communities:community_sitemap": Way(_community, **PAGE),
    "communities:open_community": Way(),
    "communities:community": Way(_community, **PAGE),
    "communities:change_community": Way(_community),
    "communities:charter": Way(_community, **PAGE),
    "communities:change_charter": Way(_community),
    "communities:accept_charter": Way(_community),
    "communities:join_community": Way(_community),
    "communities:withdraw_request": Way(_community, **ACT),
    "communities:withdraw_from_outside": Way(
        lambda village: {"identifier": village.membership("asking").pk}, safe=False, knows=True
    ),
    "communities:leave_community": Way(_community),
    "communities:members": Way(_community, **PAGE),
    "directory:change_profile": Way(),
    "directory:suggest_talents": Way(**PAGE),
    "directory:person": Way(directed.person, **PAGE),
    "directory:directory": Way(_community, **PAGE),
    "directory:people_map": Way(_community, **PAGE),
    "directory:organisations": Way(_community, **PAGE),
    "directory:state_affiliation": Way(_community, **ACT),
    "directory:organisation": Way(directed.organisation, **PAGE),
    "directory:describe_organisation": Way(directed.organisation),
    "directory:end_affiliation": Way(directed.affiliation, **ACT),
    "communities:change_role": Way(_member, **ACT),
    "communities:remove_member": Way(_member),
    "communities:requests": Way(_community, **PAGE),
    "communities:accept_request": Way(_membership, **ACT),
    "communities:decline_request": Way(_membership, **ACT),
    "communities:invitations": Way(_community),
    "communities:revoke_invitation": Way(
        lambda village: {**_community(village), "identifier": village.invitation.pk}, **ACT
    ),
    "communities:invitation": Way(_token, knows=True),
    "communities:poster": Way(_token, **PAGE, knows=True),
    "conversations:topics": Way(_community, **PAGE),
    "conversations:room": Way(room_list, **PAGE),
    "conversations:tag": Way(tag_list, **PAGE),
    "conversations:open_topic": Way(_community),
    "conversations:change_rules": Way(_community),
    "conversations:open_room": Way(_community),
    "conversations:change_room": Way(room),
    "conversations:move_room": Way(room, **ACT),
    "conversations:close_room": Way(room, **ACT),
    "conversations:reopen_room": Way(room, **ACT),
    "conversations:topic": Way(topic, **PAGE),
    "conversations:topic_at": Way(place, **PAGE),
    "conversations:days": Way(topic, **PAGE),
    "conversations:add_post": Way(topic),
    "conversations:change_topic": Way(topic),
    "conversations:close_topic": Way(topic, **ACT),
    "conversations:reopen_topic": Way(topic, **ACT),
    "conversations:pin_topic": Way(topic, **ACT),
    "conversations:unpin_topic": Way(topic, **ACT),
    "conversations:post_history": Way(said, **PAGE),
    "conversations:post_history gone": Way(taken_back, **PAGE),
    "conversations:edit_post": Way(said),
    "conversations:withdraw_post": Way(said),
    "conversations:restore_post": Way(taken_back),
    "conversations:preview": Way(_community, **ACT),
    "conversations:quote": Way(said, **PAGE),
    "conversations:quote private": Way(gathered.whispered_post, **PAGE),
    "conversations:keep_picture": Way(_community, **ACT),
    "conversations:add_picture": Way(gathered.whispered_post),
    "conversations:remove_picture": Way(pictured.picture),
    "conversations:reword_picture": Way(pictured.picture),
    "conversations:picture": Way(pictured.picture_file, **PAGE),
    "conversations:link_picture": Way(pictured.link_file, **PAGE),
    "conversations:talk_about": Way(pictured.story),
    "animation:desk": Way(_community, **PAGE),
    "animation:prepare": Way(_community, **ACT),
    "animation:gestures": Way(_community, **PAGE),
    "animation:map": Way(_community, **PAGE),
    "animation:redraw_map": Way(_community, **ACT),
    "animation:pictures": Way(_community, **PAGE),
    "animation:came": Way(_community, **PAGE),
    "animation:reports": Way(_community, **PAGE),
    "animation:monthly_report": Way(_month, **PAGE),
    "animation:report_pdf": Way(_month, **PAGE),
    "animation:report_markdown": Way(_month, **PAGE),
    "animation:change_uses": Way(_community),
    "animation:how": Way(_community, **PAGE),
    "animation:change_network": Way(_community),
    "animation:change_weights": Way(_community),
    "animation:forget_weights": Way(_community, **ACT),
    "animation:proposal": Way(_proposal),
    "animation:finish_proposal": Way(_proposal, **ACT),
    "animation:postpone_proposal": Way(_proposal, **ACT),
    "animation:decline_proposal": Way(_proposal, **ACT),
    "animation:reopen_proposal": Way(_proposal, **ACT),
    "stories:shelf": Way(_community, **PAGE),
    "stories:calendar": Way(_community, **PAGE),
    "stories:calendar_feed": Way(_community, **PAGE),
    "stories:open_story": Way(_community),
    "stories:story": Way(_story, **PAGE),
    "stories:call": Way(_story, **PAGE),
    "stories:river": Way(_story, **PAGE),
    "stories:illustrations": Way(_story, **PAGE),
    "stories:add_illustration": Way(_story),
    "stories:illustration": Way(_picture_file, **PAGE),
    "stories:accept_illustration": Way(_picture, **ACT),
    "stories:decline_illustration": Way(_picture),
    "stories:restore_illustration": Way(_picture, **ACT),
    "stories:withdraw_illustration": Way(_picture, **ACT),
    "stories:replay": Way(_story, **PAGE),
    "stories:screen": Way(_story, **PAGE),
    "stories:add_contribution": Way(_story),
    "stories:count_sentences": Way(_story, **ACT),
    "stories:host": Way(_story, **PAGE),
    "stories:pause_story": Way(_story, **ACT),
    "stories:resume_story": Way(_story, **ACT),
    "stories:extend_story": Way(_story, **ACT),
    "stories:close_story": Way(_story, **ACT),
    "stories:reopen_story": Way(_story, **ACT),
    "stories:reminders": Way(_quiet, knows=True),
    "stories:schedule_story": Way(_scheduled),
    "stories:cancel_story": Way(_scheduled, **ACT),
    "stories:take_pen": Way(_story, **ACT),
    "stories:return_pen": Way(_story, **ACT),
    "stories:say_word": Way(_story, **ACT),
    "stories:withdraw_word": Way(_word, **ACT),
    "stories:add_host": Way(_story),
    "stories:remove_host": Way(_story, **ACT),
    "stories:mine": Way(_story, **PAGE),
    "stories:withdraw_contribution": Way(_own_contribution),
    "stories:return_contribution": Way(_own_contribution, **ACT),
    "stories:accept_contribution": Way(_contribution, **ACT),
    "stories:decline_contribution": Way(_contribution),
    "stories:set_aside_contribution": Way(_contribution),
    "stories:restore_contribution": Way(_contribution, **ACT),
    "manuscripts:shelf": Way(_community, **PAGE),
    "manuscripts:open_manuscript": Way(_community),
    "manuscripts:manuscript": Way(_book, **PAGE),
    "manuscripts:change_manuscript": Way(_book),
    "manuscripts:add_section": Way(_book),
    "manuscripts:section": Way(_section, **PAGE),
    "manuscripts:section ready": Way(_ready, **PAGE),
    "manuscripts:change_section": Way(_section),
    "manuscripts:move_section": Way(_section, **ACT),
    "manuscripts:remove_section": Way(_section, **ACT),
    "manuscripts:bring_back_section": Way(_section, **ACT),
    "manuscripts:assign_section": Way(_section, **ACT),
    "manuscripts:free_section": Way(_section, **ACT),
    "manuscripts:make_pledge": Way(_free, **ACT),
    "manuscripts:submit_section": Way(_section, **ACT),
    "manuscripts:approve_section": Way(_section, **ACT),
    "manuscripts:return_section": Way(_section),
    "manuscripts:take_up_section": Way(_section, **ACT),
    "manuscripts:lay_down_section": Way(_section, **ACT),
    "manuscripts:ask_for_section": Way(_section, **ACT),
    "manuscripts:hand_over_section": Way(_section, **ACT),
    "manuscripts:hold_back_section": Way(_section, **ACT),
    "manuscripts:save_version": Way(_section),
    "manuscripts:keep_draft": Way(_section, **ACT),
    "manuscripts:drop_draft": Way(_section, **ACT),
    "manuscripts:keep_version_beside": Way(_section, **ACT),
    "manuscripts:versions": Way(_section, **PAGE),
    "manuscripts:compare": Way(_section, **PAGE),
    "manuscripts:version": Way(_version, **PAGE),
    "manuscripts:restore_version": Way(_version, **ACT),
    "manuscripts:make_comment": Way(_section, **ACT),
    "manuscripts:accept_pledge": Way(_pledge, **ACT),
    "manuscripts:decline_pledge": Way(_pledge, **ACT),
    "manuscripts:withdraw_pledge": Way(_pledge, **ACT),
    "manuscripts:answer_comment": Way(_comment, **ACT),
    "manuscripts:resolve_comment": Way(_comment, **ACT),
    "manuscripts:reopen_comment": Way(_comment, **ACT),
    "stories:edit_story": Way(_closed, **PAGE),
    "stories:arrange_story": Way(_closed, **ACT),
    "stories:reword_story": Way(lambda village: {**_closed(village), "which": "afterword"}),
    "stories:undo_arrangement": Way(_closed, **ACT),
    "stories:redo_arrangement": Way(_closed, **ACT),
    "stories:history": Way(_story, **PAGE),
    "stories:propose_correction": Way(_contribution),
    "stories:correction": Way(_correction, **PAGE),
    "stories:correction_by_letter": Way(_correction_letter, **PAGE, knows=True),
    "stories:agree_correction": Way(_correction, **ACT),
    "stories:refuse_correction": Way(_correction, **ACT),
    "stories:discuss_correction": Way(_correction, **ACT),
    "stories:take_back_correction": Way(_correction, **ACT),
    "stories:undo_correction": Way(_correction, **ACT),
    "press:release_book": Way(_closed),
    "press:add_cover": Way(_closed),
    "press:preview": Way(_closed, **PAGE),
    "press:book_of_story": Way(_closed, **PAGE),
    "press:release_chapters": Way(_book),
    "press:book_of_manuscript": Way(_printed, **PAGE),
    "press:opds": Way(**PAGE),
    "press:opds_books": Way(**PAGE),
    "press:opds_json": Way(**PAGE),
    "press:opds_community": Way(_community, **PAGE),
    "press:books": Way(_community, **PAGE),
    "press:book": Way(_edition, **PAGE),
    "press:read": Way(_edition, **PAGE),
    "press:downloads": Way(_edition, **PAGE),
    "press:cite": Way(lambda village: {"identifier": str(village.edition.pk), "ending": "bib"}, **PAGE),
    "press:withdraw_book": Way(_edition, **ACT),
    "press:cover": Way(_edition, **PAGE),
    "press:picture": Way(lambda village: {**_edition(village), "name": "none.jpg"}, **PAGE),
    "press:download": Way(_file("epub"), **PAGE),
    "translations:open_translation": Way(_edition),
    "translations:workshop": Way(_translation, **PAGE),
    "translations:sign_translation": Way(_translation, **ACT),
    "translations:release_translation": Way(_translation),
    "translations:translate_passage": Way(_passage),
    "translations:save_draft": Way(_passage, **ACT),
    "translations:reopen_passage": Way(_passage, **ACT),
    "press:download pdf": Way(_file("pdf"), **PAGE),
    "press:download html": Way(_file("html"), **PAGE),
    "press:download md": Way(_file("md"), **PAGE),
    "press:download txt": Way(_file("txt"), **PAGE),
    "press:download inside": Way(_file("inside.pdf"), **PAGE),
    "press:download spread": Way(_file("cover.pdf"), **PAGE),
    "search:search": Way(**PAGE),
    "search:search_community": Way(_community, **PAGE),
    "conversations:messages": Way(**PAGE),
    "conversations:open_conversation": Way(),
    "conversations:topic private": Way(gathered.whispered, **PAGE),
    "conversations:days private": Way(gathered.whispered, **PAGE),
    "conversations:add_post private": Way(gathered.whispered),
    "conversations:post_history private": Way(gathered.whispered_post, **PAGE),
    "conversations:edit_post private": Way(gathered.whispered_post),
    "conversations:add_participant": Way(gathered.whispered),
    "conversations:leave_conversation": Way(gathered.whispered),
    "conversations:open_poll": Way(gathered.question),
    "conversations:cast_ballot": Way(gathered.whispered_poll),
    "conversations:poll_counts": Way(gathered.whispered_poll, **PAGE),
    "conversations:close_poll": Way(gathered.whispered_poll, **ACT),
    "conversations:accept_answer": Way(gathered.answer),
    "conversations:unaccept_answer": Way(gathered.answer),
    "conversations:add_reaction": Way(said),
    "conversations:add_reaction private": Way(gathered.whispered_post),
    "conversations:mark_read": Way(gathered.whispered, **ACT),
    "conversations:first_unread": Way(gathered.whispered, **PAGE),
    "conversations:follow_room": Way(room, **ACT),
    "conversations:follow_topic": Way(gathered.whispered, **ACT),
    "conversations:keep_draft": Way(**ACT),
    "conversations:drop_draft": Way(**ACT),
    "conversations:names": Way(_community, **PAGE),
    "conversations:held": Way(_community, **PAGE),
    "conversations:accept_post": Way(gathered.held),
    "conversations:decline_post": Way(gathered.held),
    "letterbox:take_mail": Way(**ACT),
    "notices:mail": Way(**PAGE),
    "notices:notices": Way(**PAGE),
    "notices:bell": Way(**PAGE),
    "notices:try_address_again": Way(**ACT),
    "notices:mark_all_read": Way(**ACT),
    "notices:mark_unread": Way(**ACT),
    "notices:mark_seen": Way(lambda village: {"topic": village.story.pk}, **ACT),
    "notices:mark_read": Way(lambda village: {"heap": village.story.pk}, **ACT),
    "notices:wishes": Way(),
    "notices:choose_preset": Way(**ACT),
    "notices:follow_community": Way(lambda village: {"identifier": village.community.pk}, **ACT),
    "notices:follow_topic": Way(lambda village: {"identifier": village.story.pk}, **ACT),
    "notices:preview": Way(**PAGE),
    "notices:browsers": Way(**PAGE),
    "notices:add_browser": Way(**ACT),
    "notices:remove_browser": Way(lambda village: {"identifier": village.story.pk}, **ACT),
    "notices:worker": Way(**PAGE),
    "notices:unsubscribe": Way(_letter, knows=True),
}


def patterns() -> set[str]:
    """The name of every pattern that the resolver knows; one without a name is given by its route."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(entries: list[Any], space: str) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _names(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name or entry.pattern}"


def path_to(name: str, village: Village) -> str:
    """The address of what exists."""
    return reverse(name.partition(" ")[0], kwargs=WAYS[name].arguments(village))


def path_to_nothing(name: str, village: Village) -> str:
    """An address of the same form where there is nothing, and never was."""
    there = WAYS[name].arguments(village)
    arguments = {key: value if key == "ending" else _absent(value) for key, value in there.items()}
    return reverse(name.partition(" ")[0], kwargs=arguments)


def _absent(value: Any) -> Any:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, int | date):
        return value
    if len(value) in {32, 36}:  # a digest, an identifier
        return uuid4().hex if len(value) == 32 else str(uuid4())
    if ":" in value:  # a ticket: an identifier and its seal
        identifier, _colon, seal = value.partition(":")
        return f"{_absent(identifier)}:{seal}"
    words = {
        "0123456789abcdef",
        "2026-10",
        "article",
        "atom",
        "contribution",
        "membership",
        "afterword",
        "bib",
        "book",
        "none.jpg",
        "story",
        "title",
    }
    return value if value in words else f"nothing-{uuid4().hex[:8]}"

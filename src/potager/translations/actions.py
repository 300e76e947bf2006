"""Translating: one function per act; drafts are saved without one.

Passage acts name no community: they change no page that is kept for visitors.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from potager.communities.permissions import must_have_accepted
from potager.journal.record import act, once
from potager.lib.permission import NotAllowed, may, must
from potager.lib.texts import cleaned, one_line
from potager.lib.tongues import LANGUAGES, primary
from potager.members.models import Member
from potager.press import actions as press
from potager.press.models import Edition
from potager.translations import queries, refusals
from potager.translations.acts import PassageFacts, TranslationFacts
from potager.translations.models import EarlierPassage, Passage, Translation, Translator
from potager.translations.texts import Original, passages_of, translated


@once(Translation)
def open_translation(*, by: Member, edition: Edition, language: str, key: UUID) -> Translation:
    """Begin to translate a book. Raises NotThisLicence, SameLanguage, UnderWay."""
    if not may(by, "translate", edition):
        _explain(by, edition)
    with act("translation.opened", by=by, key=key) as done:
        edition = (
            Edition.objects.select_for_update(of=("self",))
            .select_related("story", "manuscript")
            .get(pk=edition.pk)
        )
        _refuse_language(edition, language)
        translation = Translation.objects.create(
            work=edition.place, original=edition, language=language, by=by
        )
        done(translation, TranslationFacts(language=language), community=edition.work.community_id)
    return translation


def _explain(by: Member, edition: Edition) -> None:
    belongs = may_join_in(by, edition)
    raise refusals.NotThisLicence if belongs else NotAllowed


def may_join_in(by: Member, edition: Edition) -> bool:
    """Whether the person belongs to where the book comes from, whatever its licence."""
    return may(by, "translate", Translation(original=edition))


def _refuse_language(edition: Edition, language: str) -> None:
    if language not in LANGUAGES or edition.original_id or language == primary(edition.language):
        raise refusals.SameLanguage
    if Translation.objects.filter(work=edition.place, language=language).exists():
        raise refusals.UnderWay


def sign_translation(*, by: Member, translation: Translation, name: str) -> Translator:
    """Choose the name under which the book thanks its translator; "" for none."""
    must(by, "translate", translation)
    with act("translation.signed", by=by) as done:
        translator, _made = Translator.objects.update_or_create(
            translation=translation, member=by, defaults={"name": one_line(name)[:80]}
        )
        done(translation)
    return translator


def save_draft(*, by: Member, translation: Translation, passage: str, text: str, version: int) -> Passage:
    """Keep what somebody has typed so far: no act. Raises SomebodyElseWrote, TooLong, Passage.DoesNotExist."""
    must(by, "translate", translation)
    with transaction.atomic():
        return _written(by, translation, passage, text=text, version=version)


def translate_passage(
    *, by: Member, translation: Translation, passage: str, text: str, version: int
) -> Passage:
    """Call a passage done. Raises NothingTranslated and what save_draft raises."""
    must(by, "translate", translation)
    must_have_accepted(by, translation.original.community)
    with act("passage.translated", by=by) as done:
        written = _written(by, translation, passage, text=text, version=version)
        if not written.text:
            raise refusals.NothingTranslated
        written.state = Passage.State.DONE
        written.save(update_fields=["state"])
        done(written, PassageFacts(version=written.version), place=translation)
    return written


def reopen_passage(*, by: Member, translation: Translation, passage: str) -> Passage:
    """Make a draft of a passage that was done; raises Passage.DoesNotExist."""
    must(by, "translate", translation)
    with act("passage.reopened", by=by) as done:
        found = Passage.objects.select_for_update().get(translation=translation, key=passage)
        found.state, found.version = Passage.State.DRAFT, found.version + 1
        found.save(update_fields=["state", "version"])
        done(found, PassageFacts(version=found.version), place=translation)
    return found


def _written(by: Member, translation: Translation, key: str, *, text: str, version: int) -> Passage:
    """The passage with a new text, as a draft; the translation's row is locked, so that two who save take turns."""
    Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
    original = _original(translation, key)
    text = one_line(text) if original.is_line else cleaned(text)
    if len(text) > original.longest:
        raise refusals.TooLong
    Translator.objects.get_or_create(translation=translation, member=by, defaults={"name": by.display_name})
    known = Passage.objects.filter(translation=translation, key=key).first()
    if known is None:
        fields = {"source": original.text, "text": text, "by": by}
        return Passage.objects.create(translation=translation, key=key, **fields)
    return _rewritten(known, by, text=text, version=version, source=original.text)


def _rewritten(known: Passage, by: Member, *, text: str, version: int, source: str) -> Passage:
    is_stale, is_theirs = known.version != version, known.by_id != by.pk
    if known.text == text and known.source == source and not is_theirs:
        return known
    if is_stale and is_theirs and known.text != text:
        raise refusals.SomebodyElseWrote(known)
    if known.text and known.text != text and (is_stale or is_theirs):
        EarlierPassage.objects.create(
            passage=known, text=known.text, by=known.by, written_at=known.changed_at
        )
    known.text, known.source, known.by = text, source, by
    known.state, known.version, known.changed_at = Passage.State.DRAFT, known.version + 1, timezone.now()
    known.save()
    return known


def _original(translation: Translation, key: str) -> Original:
    edition = queries.original_of(translation)
    found = next((one for one in passages_of(edition) if one.key == key), None) if edition else None
    if found is None:
        raise Passage.DoesNotExist
    return found


@once(Translation)
def release_translation(*, by: Member, translation: Translation, key: UUID) -> Translation:
    """Make the translation an edition of its own, and send it to the press. Raises NotFinished."""
    must(by, "release", translation)
    with act("translation.released", by=by, key=key) as done:
        locked = Translation.objects.select_for_update(of=("self",)).get(pk=translation.pk)
        original = queries.original_of(locked)
        if original is None:
            raise refusals.NotFinished
        pairs = queries.pairs_of(locked, original)
        if not queries.progress_of(pairs).is_whole:
            raise refusals.NotFinished
        locked.edition = _edition(by, locked, original, {pair.original.key: pair.text for pair in pairs})
        locked.original = original
        locked.save(update_fields=["edition", "original"])
        facts = TranslationFacts(language=locked.language)
        done(locked, facts, community=original.work.community_id)
    return locked


def _edition(by: Member, translation: Translation, original: Edition, texts: dict[str, str]) -> Edition:
    people = [{"key": str(one.member_id), "name": one.name} for one in queries.translators_of(translation)]
    return press.release_translated(
        by=by,
        original=original,
        language=translation.language,
        title=texts["title"],
        subtitle=texts.get("subtitle", ""),
        book=translated(original, texts, language=translation.language, translators=people),
    )

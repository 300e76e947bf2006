"""Hides what looks like the end of a sentence and is not: same length, so that offsets stay true."""

import re

SMILE = "\ue000"  # stands for each character of an emoticon
LINK = "\ue001"  # stands for each character of an address

_NEW_LINES = ("\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")

# Anchored on literal beginnings and possessive: every character is read a bounded number of times.
_WEB = re.compile(r"(?:\b(?:https?|ftp)://|\bwww\.)\S++", re.IGNORECASE)
_MAIL = re.compile(r"@[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,8}")
_LOCAL_PART = re.compile(r"[\w.+-]{1,64}+\Z")
_CLOSING = ".,;:!?…»”’\"')]}>*_"

_EMOTICON = re.compile(
    r"""(?<!\w)(?:
        [:;=]['’]?[-o^]?(?:[()\[\]|/\\*$]{1,9}+|[DPpOo3Ss](?!\w))
      | [xX](?:[Dd]{1,9}+|[Pp])(?!\w)
      | <{1,2}/?3{1,9}+(?!\w)
      | \^[_.-]{0,2}\^{1,9}
      | [oO0][_.][oO0](?!\w)
      | [TQ;u]_[TQ;u](?!\w)
      | -_{1,3}-
      | >[._]<
      | \\[oO]/
    )""",
    re.VERBOSE,
)


def mask(text: str) -> str:
    """`text` with one kind of line end, addresses as LINK and emoticons as SMILE; same length."""
    for sign in _NEW_LINES:
        if sign in text:
            text = text.replace("\r\n", " \n").replace(sign, "\n")
    if "://" in text or "www." in text.lower():
        text = _WEB.sub(_hide_link, text)
    if "@" in text:
        text = _hide_mail(text)
    return _EMOTICON.sub(_hide_emoticon, text)


def _hide_link(found: re.Match[str]) -> str:
    address = found[0]
    kept = len(address.rstrip(_CLOSING))
    return LINK * kept + address[kept:]


def _hide_mail(text: str) -> str:
    parts: list[str] = []
    done = 0
    for found in _MAIL.finditer(text):
        before = _LOCAL_PART.search(text, max(done, found.start() - 64), found.start())
        if before:
            parts += [text[done : before.start()], LINK * (found.end() - before.start())]
            done = found.end()
    return "".join((*parts, text[done:]))


def _hide_emoticon(found: re.Match[str]) -> str:
    return SMILE * len(found[0])

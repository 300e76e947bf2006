"""By what mail programs give themselves away: the words around quotations, signatures of telephones."""

import re

LONGEST_INTRODUCTION = 500
WORDS_OF_MOBILE = 9

QUOTED = re.compile(r" {0,3}>")
FENCE = re.compile(r" {0,3}(?:```|~~~)")
DELIMITER = re.compile(r"(?:--|—|__)$")
FOOTER = re.compile(r"[_—]{5,200}$")
RULE = re.compile(r"[_—=-]{4,200}$")

WROTE = re.compile(
    r"\b(?:wrote|writes|(?:a|avez|as) écrit|écrivait|schrieb\b.{0,200}|escribió|(?:ha )?scritto|escreveu"
    r"|schreef\b.{0,200}|geschreven|skrev\b.{0,200}|kirjoitti\b.{0,200}|napisał(?:\(a\))?"
    r"|(?:написал|пишет)(?:\(а\))?) ?:$",
    re.IGNORECASE,
)
BEGINS = re.compile(  # the line in which somebody is said to have written
    r"(?:on|le|am|el|il|op|em|den|w dniu|dnia|in article|in data)\b|\d|-{2,5} on |[^ ]{1,60}@"
    r"|(?:mon|tue|wed|thu|fri|sat|sun|lun|mar|mer|jeu|ven|sam|dim|пн|вт|ср|чт|пт|сб|вс|ma|ti|ke|to|pe|la|su"
    r"|man|tir|ons|tor|fre|lør|søn)\w{0,10}[.,]{0,2} ",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"[-_=—*]{2,60} ?(?:original message|message original|message d.origine|forwarded message|message transféré"
    r"|message réexpédié|mail original|courriel d.origine|reply message|ursprüngliche nachricht|mensaje original"
    r"|oprindelig (?:meddelelse|besked)|messaggio originale|oorspronkelijk bericht|mensagem original) ?[-_=—*]{2,60}$"
    r"|(?:begin forwarded message|début du message (?:réexpédié|transféré)) ?:$",
    re.IGNORECASE,
)
LABEL = re.compile(r"[*_]{0,2}([\w'’ -]{1,24}?) ?:")
LABELS = {
    "from": "from de von van da fra od от expéditeur",
    "date": "date sent envoyé gesendet verzonden inviato sendt datum fecha enviado data odesláno дата",
    "to": "to à a pour an aan para til komu",
    "subject": "subject objet sujet betreff onderwerp oggetto emne asunto assunto předmět тема",
}
LABEL_OF = {word: label for label, words in LABELS.items() for word in words.split()} | {
    "envoyé le": "date", "date d'envoi": "date", "date d’envoi": "date", "enviado el": "date", "message du": "date",
}  # fmt: skip
MOBILE = re.compile(
    r"\[?(?:sent (?:from|with|via|using|by) |envoyé (?:d|à|p|a|v|g)[^ ]{0,12} "
    r"|(?:télécharge[rz]?|obtenir|obtenez|get) (?:la version |l'application )?outlook|gesendet von |von meinem "
    r"|enviado desde |inviato da |provenance ?: courrier)[^.,;!?]{0,80}\.?\]?$",
    re.IGNORECASE,
)
DEVICE = re.compile(
    r"iphone|ipad|ipod|android|blackberry|mobile|smartphone|téléphone|phone|samsung|galaxy|huawei|xiaomi|wiko|outlook"
    r"|yahoo|protonmail|proton mail|gmail|orange|laposte|tablet|appareil|device|nokia|oppo"
    r"|pixel|fairphone|k-9|thunderbird",
    re.IGNORECASE,
)


def is_original(bare: str) -> bool:
    """Whether a copy of the answered mail follows: "-----Message d'origine-----"."""
    return bool(ORIGINAL.match(bare))


def is_rule(bare: str) -> bool:
    """Whether it is a line drawn across the mail."""
    return bool(RULE.match(bare))


def label_of(bare: str) -> str:
    """Which field of a header stands here: "from", "date", "to", "subject", or ""."""
    match = LABEL.match(bare[:40])
    return LABEL_OF.get(match[1].strip().lower(), "") if match else ""


def says_who_wrote(joined: str) -> bool | None:
    """Whether it introduces a quotation; None: not yet, its end may stand in the next line."""
    if len(joined) > LONGEST_INTRODUCTION or not BEGINS.match(joined):
        return False
    if joined.endswith("wrote ----") or (joined.endswith("> wrote") and "@" in joined):
        return True
    if not joined.endswith(":"):
        return None
    has_date_or_address = "@" in joined or any(letter.isdigit() for letter in joined)
    return True if _ends_in_address(joined) or (has_date_or_address and WROTE.search(joined)) else None


def _ends_in_address(joined: str) -> bool:
    """2 mars 2026 10:12, Jean <jean@example.org>:"""
    rest = joined.rstrip(": ")
    start = max(rest.rfind("<"), rest.rfind("("))
    return start > 0 and "@" in rest[start:] and rest[-1] in ">)" and any(map(str.isdigit, rest[:start]))


def is_mobile(bare: str) -> bool:
    """Whether a mail program says its name: "Sent from …", "Envoyé de …"."""
    words = bare.partition("<")[0].strip()
    is_sentence = words.endswith(".") and not DEVICE.search(words)
    return not is_sentence and len(words.split()) <= WORDS_OF_MOBILE and bool(MOBILE.match(words))


def is_of_a_device(bare: str) -> bool:
    """Whether that is certain, even when something follows."""
    return is_mobile(bare) and bool(DEVICE.search(bare.partition("<")[0]))

"""What a person wrote is kept; what their mail program put around it is not."""

import time
from pathlib import Path

import pytest

from potager.letterbox.plain import text_of_html
from potager.letterbox.quotations import without_quotations
from potager.letterbox.reading import read_mail

DATA = Path(__file__).resolve().parents[5] / "shared" / "data" / "mail"
CRISP, TALON, ZAPIER = (
    DATA / "crisp-oss+email-reply-parser",
    DATA / "mailgun+talon",
    DATA / "zapier+email-reply-parser/emails",
)
needs_data = pytest.mark.skipif(not DATA.exists(), reason="the shared data folder is absent")

QUOTED = "> Qui vient samedi ?\n> Apportez des bottes.\n"
WAYS = {
    "Gmail": "Le sam. 14 mars 2026 à 10:12, Le Potager <abc@reply.example.org> a écrit\u00a0:\n\n" + QUOTED,
    "Gmail, wrapped": "Le sam. 14 mars 2026 à 10:12, Le Potager <\nabc@reply.example.org> a écrit :\n\n" + QUOTED,
    "Gmail, wrapped late": "Le sam. 14 mars 2026 à 10:12, Le Potager <abc@reply.example.org\n> a écrit :\n" + QUOTED,
    "Gmail, in English": "On Sat, Mar 14, 2026 at 10:12 AM Le Potager <abc@reply.example.org>\nwrote:\n\n" + QUOTED,
    "Apple Mail": "> Le 14 mars 2026 à 10:12, Le Potager <abc@reply.example.org> a écrit :\n> \n" + QUOTED,
    "Thunderbird": "Le 14/03/2026 à 10:12, Le Potager a écrit\u202f:\n" + QUOTED,
    "Outlook": "De : Le Potager <abc@reply.example.org>\nEnvoyé : samedi 14 mars 2026 10:12\nÀ : Bo\n"
    "Objet : Samedi\n\nQui vient samedi ?\n",
    "Outlook, with a rule": "________________________________\nDe : Le Potager <abc@reply.example.org>\n"
    "Envoyé : samedi 14 mars 2026 10:12\nÀ : Bo <bo@example.org>\nObjet : Samedi\n\nQui vient samedi ?\n",
    "Outlook, in English": "From: Le Potager <abc@reply.example.org>\nSent: Saturday, March 14, 2026 10:12 AM\n"
    "To: Bo\nSubject: Saturday\n\nQui vient samedi ?\n",
    "Outlook, old": "-----Message d'origine-----\nDe : Le Potager\nEnvoyé : samedi\n\nQui vient samedi ?\n",
    "Outlook, old, in English": "-----Original Message-----\nFrom: Le Potager\n\nQui vient samedi ?\n",
    "Orange": "> Message du 14/03/26 10:12\n> De : \"Le Potager\" <abc@reply.example.org>\n> A : bo@example.org\n"
    "> Objet : Samedi\n>\n" + QUOTED,
    "Yahoo": "Le samedi 14 mars 2026 à 10:12:03 UTC+1, Le Potager <abc@reply.example.org> a écrit :\n\n\n"
    "Qui vient samedi ?\n",
    "forwarded": "---------- Message transféré ---------\nDe : Le Potager\n\nQui vient samedi ?\n",
    "nothing": "",
}  # fmt: skip
SIGNATURES = {
    "none": "", "usual": "-- \nBo Lierre\nJardinier\n", "without its space": "--\nBo\n",
    "iPhone": "Envoyé de mon iPhone\n", "Android": "Envoyé depuis mon téléphone Android avec K-9 Mail.\n",
    "Outlook": "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>\n", "in English": "Sent from my iPad\n",
    "Orange": "Envoyé à partir de l’appli Mail Orange\n", "Get Outlook": "Get Outlook for Android<https://aka.ms/x>\n",
}  # fmt: skip
OWN = "Moi, et j’apporte :\n\n- des bottes\n- du thé\n\nÀ samedi,\nBo"


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_an_answer_above_what_it_answers(way: str, signature: str) -> None:
    assert without_quotations(f"{OWN}\n\n{signature}\n{way}") == OWN
    assert without_quotations(f"{OWN}\n\n{signature}\n{way}".replace("\n", "\r\n")) == OWN


def test_an_answer_below() -> None:
    text = f"Le 14/03/2026 à 10:12, Le Potager a écrit :\n{QUOTED}\nMoi.\n\n-- \nBo\n"
    assert without_quotations(text) == "Moi."


def test_answers_between_the_lines_keep_what_they_answer() -> None:
    text = (
        "Le 14/03/2026 à 10:12, Le Potager a écrit :\n> Qui vient ?\n>\n> > plus ancien\nMoi.\n"
        "\n> Et le thé ?\n\nAussi.\n\n> Merci !\n> -- \n> Le Potager\n"
    )
    assert without_quotations(text) == "> Qui vient ?\n>\n\nMoi.\n\n> Et le thé ?\n\nAussi."


@pytest.mark.parametrize("text", [
    "Le 3 mars, Jean a dit oui.\n\nEt moi non.",
    "On the other hand, we could wait.\nOn average it takes a week.",
    "De : la patience.\nÀ : revendre.",
    "Sent from my desk, it is easier.",
    "Une liste :\n-- un\n-- deux",
    "```\n--\nrien\n```\nFin",
    "> une citation que j’ai choisie\n\nElle me plaît.",
    "a -- b\n\n----\n\nsuite",
    "Il a écrit :\n\nje ne viendrai pas",
])  # fmt: skip
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert without_quotations(text) == text


ATTACKS = {
    "on": "On " * 75_000, "on in lines": "On a <\n" * 37_000, "heads": "From: x\n" * 37_000,
    "quotes": ">" * 225_000, "turns": "> a\nb\n" * 37_000, "signatures": "-- \n" * 62_000,
    "dashes": "-" * 225_000, "telephones": "\nSent from my \n" * 15_000, "wrote": "Am 3 schrieb " * 17_000 + ":",
    "addresses": "1 <" + "a@" * 100_000 + ":", "colons": "a:" * 100_000, "blanks": "\n" * 225_000,
    "introductions": "a\nOn 1 @ wrote:\n" * 15_000, "envoyé": ("envoyé de " * 8 + "\n\n") * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_time_grows_with_the_text_whatever_it_is(text: str) -> None:
    begun = time.thread_time()
    without_quotations(text)
    assert time.thread_time() - begun < 1


HTML = [
    "<div>",
    "<blockquote>",
    "<",
    "<!--",
    "<!-- -->",
    "<a href='",
    "&",
    "<p>",
    "<style>",
    "</style",
    "<ul><li>x",
    "<pre>\n",
]


@pytest.mark.parametrize("piece", HTML)
def test_so_it_is_with_html(piece: str) -> None:
    begun = time.thread_time()
    text_of_html(piece * (100_000 // len(piece)))
    assert time.thread_time() - begun < 2


def test_html_becomes_lines() -> None:
    html = (
        "<html><head><style>p {}</style><title>x</title></head><body>"
        "<p>Hello&nbsp;you,</p><div>a <b>b</b>\n c<br>d</div>"
        "<ul><li>one<li>two</ul><!-- never --><script>alert('<p>no')</script><hr>"
        "<blockquote>old<br>words</blockquote>5 < 6"
    )
    assert text_of_html(html) == (
        "Hello you,\n\na b c\nd\n\n- one\n- two\n\n" + "_" * 32 + "\n\n> old\n> words\n>\n5 < 6"
    )


@needs_data
@pytest.mark.parametrize(
    "name", sorted(path.name for path in CRISP.glob("*.txt") if path.read_text().startswith("Fusce"))
)
def test_answers_by_many_mail_programs(name: str) -> None:
    """Real answers, in ten languages, above a mail whose words are known."""
    kept = without_quotations((CRISP / name).read_text())
    assert kept.startswith("Fusce bibendum, quam hendrerit")
    told = kept.split("nec nec nibh.")[1].strip() if name not in WRAPPED else ""
    assert not told


WRAPPED = {
    "email_7.txt",
    "email_8.txt",
}  # lines of the quotation that a program broke stay: nobody could tell


@needs_data
@pytest.mark.parametrize("name", sorted(path.name for path in (TALON / "standard_replies").glob("*.eml")))
def test_answers_as_they_come(name: str) -> None:
    assert read_mail((TALON / "standard_replies" / name).read_bytes()).text.strip() == "Hello"


@needs_data
@pytest.mark.parametrize("name", sorted(path.name for path in (TALON / "html_replies").glob("*.html")))
def test_answers_in_html(name: str) -> None:
    kept = without_quotations(text_of_html((TALON / "html_replies" / name).read_text()))
    assert kept.replace("\n\n", "\n").startswith("Hi. I am fine.\nThanks,\nAlex")
    assert name == "windows_mail.html" or "Hello" not in kept  # its head is Russian


@needs_data
@pytest.mark.parametrize(("name", "begins", "ends"), [
    ("email_1_4.txt", "Awesome!", "problem with it."), ("email_1_6.txt", "I get proper", "as well."),
    ("email_1_7.txt", ":+1:", ":+1:"), ("email_2_1.txt", "Outlook", "reply"),
    ("email_2_2.txt", "Outlook", "above line"), ("email_gmail.txt", "This is a test", "github message."),
    ("greedy_on.txt", "On your remote host", "is not working."), ("pathological.txt", "I think", "a computer."),
    ("email_headers_no_delimiter.txt", "And another reply!", "reply!"), ("email_1_8.txt", "> okay.", "and under this."),
    ("email_sent_from_my_not_signature.txt", "Here is", "mobile phone."),
    ("email_one_is_not_on.txt", "Thank,", "when I run..."), ("correct_sig.txt", "this is", "correct -- signature."),
])  # fmt: skip
def test_known_traps(name: str, begins: str, ends: str) -> None:
    kept = without_quotations((ZAPIER / name).read_text())
    assert kept.startswith(begins)
    assert kept.endswith(ends)


@needs_data
def test_no_mail_is_too_broken_to_be_read() -> None:
    for path in sorted(path for path in DATA.rglob("*") if path.is_file()):
        begun = time.thread_time()
        mail = read_mail(path.read_bytes())
        assert time.thread_time() - begun < 1
        mail.text.encode()
        mail.subject.encode()

"""The whole way of somebody who comes by a link: a first answer, a letter in the morning, an answer to it by mail.

One installation as people run it, with the mail server of another house and the way in for its own.
"""

import re
import smtplib
import sys
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Locator, expect

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "server"))

from installation import Gardener, Installation, free_port

from .conftest import Visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("newcomer")]

EMAIL = "leonie@ailleurs.example"
OLD = "Ma tante gardait ses haricots dans des bocaux à café, au grenier."
ASKED = "Chez moi il gèle encore, et la terre colle aux bottes."
FIRST = "À la Sainte-Catherine, sous un voile, disait ma grand-mère."
BACK = "Le voile, vous l’ôtez quand il ne gèle plus ?"
BY_MAIL = "Oui, un jour de pluie, pour qu’elles n’aient pas soif."
INSULT = "Quelle réponse de limace endormie."


class Postbox:
    """The mail server of another house: it keeps what it is given."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    def wait_for(self, words: str) -> EmailMessage:
        """The mail to the newcomer that says this."""
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for mail in self.taken:
                if mail["To"] == EMAIL and (words in mail["Subject"] or words in said_in(mail)):
                    return mail
            time.sleep(0.05)
        raise AssertionError((words, [mail["Subject"] for mail in self.taken]))


def said_in(mail: EmailMessage) -> str:
    """What it says as plain text."""
    body = mail.get_body(("plain",))
    assert body
    return str(body.get_content())


class House(Installation):
    """The installation, and what leaves it."""

    def __init__(self, folder: Path) -> None:
        self.postbox, self.lmtp = Postbox(), free_port()
        mail = {"POTAGER_SMTP_URL": f"smtp://127.0.0.1:{self.postbox.port}/"}
        mail |= {"POTAGER_LMTP": f"127.0.0.1:{self.lmtp}", "POTAGER_REPLY_DOMAIN": "reponse.example"}
        super().__init__(folder, **mail)
        self.environment["POTAGER_URL"] = self.url

    def deliver(self, mail: EmailMessage) -> None:
        """A mail server of the house hands it over."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as client:
            assert client.send_message(mail) == {}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path / "data") as running:
        running.postbox.start()
        yield running
        running.postbox.stop()


@pytest.fixture
def gardener(place: House) -> Iterator[Gardener]:
    someone = place.gardener()
    yield someone
    someone.leave()


@pytest.fixture
def enter(browser: Any, place: House) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def come(session: str = "", **options: Any) -> Visit:
        visits.append(Visit(browser, place, **options))  # type: ignore[arg-type]
        if session:
            cookie = {"name": "potager_session", "value": session, "url": place.url}
            visits[-1].context.add_cookies([cookie])  # type: ignore[list-item]
        return visits[-1]

    yield come
    for one in visits:
        one.context.close()
        assert not one.trouble, one.trouble


def post(visit: Visit, words: str) -> Locator:
    """What somebody said, on the page of the topic."""
    return visit.page.locator("#posts article", has_text=words)


def answered(mail: EmailMessage, words: str) -> EmailMessage:
    """The answer to it, as a French mail program writes it."""
    answer = EmailMessage(policy=policy.SMTP)
    answer["From"], answer["To"] = f"Léonie <{EMAIL}>", mail["Reply-To"]
    answer["Subject"], answer["Message-ID"] = f"Re: {mail['Subject']}", "<1.reponse@ailleurs.example>"
    answer["In-Reply-To"] = answer["References"] = mail["Message-ID"]
    quoted = "\n".join(f"> {line}" for line in said_in(mail).splitlines())
    head = f"Le dim. 1 mars 2026 à 07:03, Le verger\n<{mail['Reply-To']}> a écrit\u00a0:"
    answer.set_content(f"{words}\n\n{head}\n\n{quoted}\n\n-- \nEnvoyé de mon téléphone\n")
    return answer


def arrives_and_answers(newcomer: Visit, place: House, path: str) -> None:
    """A name, an address and the code of a mail, without leaving the page."""
    page = newcomer.go(path)
    newcomer.text.fill(FIRST)
    newcomer.sign("Léonie", EMAIL)
    newcomer.send()
    code = page.locator("#composer-code")
    expect(code).to_be_focused()
    code.fill(re.search(r"\b\d{6}\b", said_in(place.postbox.wait_for("code"))).group())  # type: ignore[union-attr]
    newcomer.send()
    expect(page.locator("#posts-waiting")).to_contain_text("en attente")
    newcomer.check()


def is_let_in(moderator: Visit, home: str) -> None:
    """What a newcomer says first is read by a moderator."""
    page = moderator.page
    if not page.url.endswith(f"{home}care/"):
        moderator.go(f"{home}care/")
    button = page.get_by_role("button", name="Laisser paraître")  # appears by itself where the queue is open
    button.click()
    expect(page.get_by_role("heading", name="Rien ne demande de soin")).to_be_visible()


def assert_is_answered(basile: Visit, letter: EmailMessage) -> None:
    """The mail is a message, live, without what the mail program quoted."""
    said = post(basile, BY_MAIL)
    expect(said).to_contain_text("Léonie")
    assert BACK not in said.inner_text()
    assert "téléphone" not in said.inner_text()


def finds(newcomer: Visit, place: House) -> None:
    """Two words of long ago, with accents that are not theirs."""
    page = newcomer.page
    page.goto(place.url)
    page.get_by_role("search").get_by_role("button", name="Rechercher").click()
    page.locator("#search-text").fill("HARICÔT tànt")
    page.keyboard.press("Enter")
    expect(page.locator("#found mark")).to_have_text(["tante", "haricots"])
    newcomer.check()


def reports(newcomer: Visit, path: str) -> None:
    """From the menu of the message."""
    page = newcomer.go(path)
    post(newcomer, INSULT).locator("summary").click()
    post(newcomer, INSULT).get_by_role("link", name="Signaler").click()
    page.get_by_label("Insulte, mépris, menace").check()
    page.get_by_role("button", name="Envoyer le signalement").click()
    expect(page.get_by_role("heading", name="Merci")).to_be_visible()


def deals_with_it(moderator: Visit, home: str) -> None:
    """Hidden, with words and the rule of the charter."""
    page = moderator.go(f"{home}care/")
    page.get_by_role("button", name="Prendre en main").click()
    page.get_by_role("button", name="Un mot trop coupant").click()
    words = page.get_by_label("À la personne")
    expect(words).to_have_value(re.compile("citez les mots"))
    page.get_by_label("Masquer").check()
    page.get_by_label("La règle de la charte").select_option("On parle des limaces, jamais des gens.")
    words.fill(words.input_value().replace("[… citez les mots en question]", "« Limace endormie »"))
    page.get_by_role("button", name="Décider").click()
    expect(page.get_by_text("C’est décidé")).to_be_visible()


def learns_it(newcomer: Visit, place: House) -> None:
    """By mail, and under the bell."""
    place.postbox.wait_for("Ce que vous avez signalé")
    page = newcomer.go("/notices/")
    told = page.get_by_role("link", name="Ce que vous avez signalé dans Le verger a été traité")
    expect(told).to_have_attribute("href", re.compile("/c/"))
    newcomer.check()


def test_a_newcomer_comes_to_be_at_home(place: House, gardener: Gardener, enter: Any) -> None:
    talk = gardener.do("talk", **{"Troc de graines": OLD, "Quand semer les fèves ?": ASKED})
    newcomer = enter(viewport={"width": 390, "height": 800})
    arrives_and_answers(newcomer, place, talk["topic"])
    moderator, basile = enter(talk["Maude"]), enter(talk["Basile"])
    is_let_in(moderator, talk["home"])
    expect(post(newcomer, FIRST)).to_have_count(1)
    newcomer.page.goto("about:blank")  # and away

    basile.go(talk["topic"])
    basile._post(f"{talk['topic']}answer/", text=BACK)
    gardener.do("a_day_later")
    letter = place.postbox.wait_for(BACK)
    place.deliver(answered(letter, BY_MAIL))
    is_let_in(moderator, talk["home"])
    assert_is_answered(basile, letter)

    finds(newcomer, place)
    enter(talk["Auguste"])._post(f"{talk['topic']}answer/", text=INSULT)
    reports(newcomer, talk["topic"])
    deals_with_it(moderator, talk["home"])
    learns_it(newcomer, place)

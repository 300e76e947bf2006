"""One's own account: a portrait, the devices where one is signed in, a passkey, all one's data."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("account")]


def a_photograph(folder: Path) -> Path:
    file = folder / "moi.jpg"
    Image.new("RGB", (800, 600), (60, 110, 70)).save(file)
    return file


def test_a_portrait_stands_beside_the_name(visit, plot, tmp_path: Path) -> None:
    noor = visit()
    noor.sign_in("Noor", "noor@potager.example")
    page = noor.go("/me/")
    page.get_by_role("link", name="Choisir une image").click()
    noor.check()
    page.get_by_label("Une image de vous").set_input_files(a_photograph(tmp_path))
    page.get_by_role("button", name="Montrer cette image").click()
    expect(page.get_by_text("Votre portrait est montré")).to_be_visible()
    noor.check()
    picture = page.locator("header .me img.avatar")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") in {48, 96}
    page.get_by_role("link", name="Le changer ou le retirer").click()
    page.get_by_label("Une image de vous").set_input_files(
        {"name": "moi.png", "mimeType": "image/png", "buffer": b"<svg/>"}
    )
    page.get_by_role("button", name="Montrer cette image").click()
    expect(page.get_by_text("Ce n’est pas une image que nous savons lire")).to_be_visible()
    page.get_by_role("button", name="Retirer le portrait").click()
    expect(page.get_by_text("vos initiales prennent sa place")).to_be_visible()
    expect(page.locator("header .me img.avatar")).to_have_count(0)


def test_a_device_that_is_lost_is_signed_out(visit, plot) -> None:
    here = visit()
    there = visit(
        user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1"
    )
    here.sign_in("Wen", "wen@potager.example")
    there.go("/sign-in/").locator("#id_email").fill("wen@potager.example")
    there.page.get_by_role("button", name="M’envoyer un code").click()
    there.page.locator("[name=code]").fill(there.house.code_for("wen@potager.example"))
    there.page.get_by_role("button", name="Entrer", exact=True).click()
    there.page.wait_for_url("**/")
    page = here.go("/me/")
    page.get_by_role("link", name="Voir mes appareils").click()
    expect(page.get_by_text("Safari sur iPhone", exact=True)).to_be_visible()
    expect(page.get_by_text("cet appareil", exact=True)).to_be_visible()
    here.check()
    page.get_by_role("button", name="Déconnecter tous les autres appareils").click()
    expect(page.get_by_text("n’est ouvert nulle part ailleurs")).to_be_visible()
    there.go("/me/")
    expect(there.page.get_by_role("heading", name="Entrer")).to_be_visible()


def a_device(visit):
    """A device that keeps passkeys and knows its person, as a telephone does."""
    session = visit.context.new_cdp_session(visit.page)
    session.send("WebAuthn.enable")
    told = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**told, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    return session


def sign_out(page) -> None:
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    page.wait_for_url("**/")


def test_a_passkey_opens_the_door(at_home, plot) -> None:
    lou = at_home()
    # The offer in the field of the address would be taken at once: here a person presses the button.
    lou.context.add_init_script("PublicKeyCredential.isConditionalMediationAvailable = async () => false")
    lou.sign_in("Lou", "lou@potager.example")
    page = lou.go("/me/passkeys/")
    a_device(lou)
    page.get_by_label("Un nom pour la nouvelle clé").fill("Mon téléphone")
    lou.check()
    page.get_by_role("button", name="Ajouter une clé d’accès").click()
    expect(page.get_by_text("Votre clé d’accès est enregistrée")).to_be_visible()
    expect(page.locator(".rows .title")).to_have_text("Mon téléphone")
    lou.check()
    lou.go("/me/")
    sign_out(page)
    lou.go("/sign-in/?next=/me/passkeys/")
    button = page.get_by_role("button", name="Entrer avec une clé d’accès")
    button.click()
    page.wait_for_url("**/me/passkeys/")
    page.get_by_role("button", name="Retirer (Mon téléphone)").click()
    expect(page.get_by_text("n’ouvre plus rien ici")).to_be_visible()
    lou.go("/me/")
    sign_out(page)
    lou.go("/sign-in/")
    button.click()
    expect(page.locator("[role=alert]:visible")).to_contain_text("entrez avec un code")
    lou.check()


def test_all_my_data_in_one_file(visit, plot) -> None:
    story = plot.open_story("Ce que je garde")
    ines = visit()
    ines.sign_in("Inès", "ines@potager.example")
    ines.go(story)
    ines.text.fill("Le panais se souvient de tout.")
    ines.send()
    expect(ines.story).to_contain_text("Le panais se souvient")
    page = ines.go("/me/export/")
    ines.check()
    page.get_by_role("button", name="Préparer mes données").click()
    button = page.get_by_role("link", name="Les prendre")
    expect(button).to_be_visible()
    ines.check()
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as archive:
        assert "Le panais se souvient de tout." in archive.read("stories/contributions.json").decode()
        assert "ines@potager.example" in archive.read("account.json").decode()

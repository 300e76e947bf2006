"""What a malicious person types is shown as text, and breaks nothing."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("hostile")]

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ZALGO = "Z" + "\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308" * 12 + "algo"
HEBREW = "\u202eשלום‏ עולם‎ \u2066(1)\u2069"
LONG = "a" * 300
NAMES = [SCRIPT[:60], HEBREW, "Z" + "\u0300\u0301\u0302\u0303" + "algo", "‮gnihtoN‬", LONG[:80]]
TEXTS = [
    SCRIPT + ' "><svg/onload=alert(1)> {{ 7*7 }} {% now %}',
    HEBREW * 5,
    ZALGO * 4,
    LONG,
    "javascript:alert(1)",
]


def test_hostile_texts_are_shown_as_text(visit, plot):
    path = plot.open_story(SCRIPT, opening=f"{SCRIPT}\n{LONG}\n{HEBREW}")
    reader = visit()
    dialogs = []
    reader.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    reader.go(path)
    for number, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True)):
        email = f"trouble{number}@hostile.example"
        author = visit()
        author.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        author.go(path)
        author.text.fill(text)
        author.sign(name, email)
        author.send()
        author.confirm(email)
        expect(author.text).to_have_value("")

    expect(reader.story.locator("[data-position]")).to_have_count(len(TEXTS))
    expect(reader.story).to_contain_text("<svg/onload=alert(1)> {{ 7*7 }}")
    expect(reader.story.locator("script, img, svg[onload]")).to_have_count(0)
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("<script>alert(1)</script>")
    reader.check()
    reader.page.set_viewport_size({"width": 360, "height": 740})
    for where in (path, f"{path}call/", f"/c/{plot.address}/", f"/c/{plot.address}/stories/", "/"):
        reader.go(where)
        reader.check()
    assert dialogs == []

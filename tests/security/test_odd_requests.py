"""Requests that no browser sends: the answer is a refusal in words, never a fault, on both databases."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from doorway import Doorway
from village import a_village, browser
from ways import WAYS, path_to

pytestmark = pytest.mark.django_db

FINE = {200, 302, 400, 403, 404, 405, 409, 410, 413, 422, 429}
ODD = ["", "\x00", "a\x00b", "\ud800", "%", "'", '"--', "1 OR 1=1", "9" * 5000, "-1", "1e999", "nan", "９", "[]", "{}",
       "\u202e", "💚", "../../etc/passwd", "${7*7}{{7*7}}", "\r\nX: y", "\x7f\x80\xff"]  # fmt: skip
PARAMETERS = (
    "page",
    "next",
    "email",
    "after",
    "channel",
    "language",
    "order_by",
    "q",
    "key",
    "id",
    "__class__",
)
IDENTIFIERS = ["-" * 36, "0" * 36, "0" * 32, "f" * 8 + "-" * 28, "%00", "%ff", "%ed%a0%80", "..", "%2e%2e%2f", "%0a",
               "1", "null", "'", "%F0%9F%92%9A", "x" * 5000, "{0}", "a%2Fb", "%252e", "%C0%AF"]  # fmt: skip


def odd_bytes(text: str) -> str:
    """Percent-encoded, halves of surrogate pairs included."""
    return quote(text.encode("utf-8", "surrogatepass"))


def test_hostile_queries_everywhere() -> None:
    village = a_village("public")
    for who in ("stranger", "owner"):
        for name, way in WAYS.items():
            if not way.safe:
                continue
            for start in range(0, len(ODD), 7):  # a few at once, in every parameter
                query = "&".join(
                    f"{key}={odd_bytes(one)}" for key in PARAMETERS for one in ODD[start : start + 7]
                )
                answer = village.browser(who).get(f"{path_to(name, village)}?{query}")
                assert answer.status_code in FINE, (name, who, start)


def test_hostile_pages_of_lists() -> None:
    village = a_village("public")
    lists = [
        f"{village.community.get_absolute_url()}{path}" for path in ("members/", "requests/", "invitations/")
    ]
    lists += ["/", path_to("stories:shelf", village), path_to("stories:host", village)]
    for page in ODD:
        for path in lists:
            assert village.browser("owner").get(f"{path}?page={odd_bytes(page)}").status_code == 200, (
                path,
                page,
            )


def test_spoilt_identifiers_lead_nowhere() -> None:
    village = a_village("public")
    place = village.community.get_absolute_url().strip("/")
    addresses = [f"/books/{one}/x.epub" for one in IDENTIFIERS] + [
        f"/books/{village.edition.pk}/{one}.pdf" for one in IDENTIFIERS[8:]
    ]
    addresses += [f"/{bed}/{one}/{act}" for one in IDENTIFIERS for bed, act in (
        ("stories", ""), ("stories", "count/"), ("contributions", "decline/"), ("books", ""), ("books", "cover.png"),
        ("c", ""), ("c", "members/"), ("c", "stories/"), ("i", ""), ("i", "poster/"), (f"{place}/members", "remove/"),
    )]  # fmt: skip
    addresses += [
        f"/{village.story.pk}",
        f"/stories/{str(village.story.pk).upper()}/",
        f"/stories/{village.story.pk.hex}/",
    ]
    for path in addresses:
        assert village.browser("owner").get(path).status_code in {301, 302, 404}, path
        assert village.browser("stranger").post(path).status_code in {302, 403, 404, 405}, path


def test_a_key_that_served_elsewhere_is_refused_in_words() -> None:
    village = a_village("public")
    owner, key = village.browser("owner"), "01900000-0000-7000-8000-000000000001"
    assert (
        owner.post(path_to("communities:invitations", village), {"lasts": "7", "key": key}).status_code == 302
    )
    forms = {
        "stories:add_contribution": {"text": "A bean.", "key": key},
        "communities:change_community": {"name": "N", "address": village.community.address, "language": "en",
                                         "visibility": "public", "joining": "open", "key": key},
        "communities:leave_community": {"key": key},
        "communities:accept_request": {"key": key},
    }  # fmt: skip
    for name, form in forms.items():
        answer = owner.post(path_to(name, village), form, follow=True)
        assert answer.status_code in {200, 409, 422}, name
        assert "This form was sent before" in answer.content.decode(), name


def test_keys_that_are_none() -> None:
    village = a_village("public")
    for key in ODD:
        form = {"text": "A bean.", "key": key, "seen": key, "anyway": key, "signature": key, "unsigned": ""}
        answer = village.browser("animateur").generic(
            "POST",
            path_to("stories:add_contribution", village),
            "&".join(f"{name}={odd_bytes(value)}" for name, value in form.items()),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in {302, 409, 422}, key


HOURS = [
    ("9999-12-31T12:00", ""), ("9999-06-01T12:00", "9999-07-01T12:00"), ("0001-01-01T00:00", ""),
    ("", "9999-12-31T23:59"), ("", "0001-01-01T00:00"), ("2030-01-01T00:00+23:59", ""), ("nonsense", "\x00"),
    ("8999-12-31T12:00", "9000-12-31T12:00"), ("2030-W01-1", "20300101"),
]  # fmt: skip


def test_hours_beyond_the_calendar() -> None:
    village = a_village("public")
    rules = {"title": "T", "opening": "O.", "most_sentences": 5, "most_characters": 1000, "pause_minutes": 0,
             "writers": "anyone", "language": "en", "licence": "cc0"}  # fmt: skip
    owner = village.browser("owner")
    for opens, closes in HOURS:
        form = {**rules, "opens_at": opens, "closes_at": closes}
        assert owner.post(path_to("stories:open_story", village), form).status_code == 422, form
        longer = {"more": "until", "until": closes or opens}
        for name in ("stories:extend_story", "stories:reopen_story"):
            assert owner.post(path_to(name, village), longer).status_code in {409, 422}, longer


def test_numbers_beyond_the_column() -> None:
    village = a_village("public")
    owner = village.browser("owner")
    for most in ("0", "-1", "9" * 30, "1e9", "100001", "1.5", "\u0661"):
        answer = owner.post(path_to("communities:invitations", village), {"lasts": "7", "most_uses": most})
        assert answer.status_code in {302, 422}, most
    for lasts in ("0", "-7", "99999999999999", "7 ", "\x00"):
        assert owner.post(path_to("communities:invitations", village), {"lasts": lasts}).status_code == 422
    for seen in ("-1", str(10**9), str(2**63), "9" * 400):
        answer = owner.post(
            path_to("stories:add_contribution", village), {"text": f"Bean {seen[:9]}.", "seen": seen}
        )
        assert answer.status_code in {302, 409, 422}, seen


PART = b"--x\r\nContent-Disposition: form-data; name=email"
WHOLE = b"\r\n\r\na\r\n--x--"
BODIES: list[tuple[str, bytes]] = [
    ("application/x-www-form-urlencoded", b"email=\xff\xfe%ff%00%ed%a0%80"),
    ("application/x-www-form-urlencoded", b"&".join(b"email=x" for _ in range(5000))),
    ("application/x-www-form-urlencoded", b"email" * 400_000),
    ("application/x-www-form-urlencoded", b"=" * 100 + b"&;" * 90 + b"%"),
    ("application/x-www-form-urlencoded; charset=rot13", b"email=a%40b.org"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"email=a%40b.org"),
    ("multipart/form-data", b"--x\r\n"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=" + "x" * 5000, b"--x\r\n"),
    ("multipart/form-data; boundary=x; charset=rot13", PART + WHOLE),
    ("multipart/form-data; boundary=x", PART.replace(b"name=", b"name*=rot13''") + WHOLE),
    ("multipart/form-data; boundary=x", PART + b"; filename=../../x\r\nContent-Transfer-Encoding: base64" + WHOLE),
    ("multipart/form-data; boundary=x", PART + b"\r\nContent-Type: text/plain; charset=hex" + WHOLE),
    ("multipart/form-data; boundary=x", PART + b"\r\nX: " + b"a" * 100_000 + WHOLE),
    ("multipart/form-data; boundary=x", (PART + b"\r\n\r\na\r\n") * 2000 + b"--x--"),
    ("multipart/form-data; boundary=x", (PART + b"; filename=a\r\n\r\na\r\n") * 300 + b"--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y\r\n' * 500),
    ("multipart/form-data; boundary=x", b"\x00" * 200_000),
    ("application/json", b'{"email": ' + b"[" * 100_000),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("a" * 60_000, b"email=a"),
    ("", b"\x1f\x8b\x08"),
]  # fmt: skip


@pytest.fixture
def door(transactional_db: None) -> Iterator[Doorway]:
    """The installation, running."""
    with Doorway() as running:
        yield running


def test_bodies_that_no_browser_sends(door: Doorway) -> None:
    village = a_village("public")
    key = village.browser("owner").cookies["potager_session"].value
    paths = [
        "/sign-in/",
        *(path_to(name, village) for name in ("stories:add_contribution", "communities:invitations")),
    ]
    for number, (kind, body) in enumerate(BODIES):
        for path in paths:
            answer = door.ask("POST", path, body, content_type=kind, cookie=f"potager_session={key}")
            assert answer.status in FINE, (number, path, answer.body[:300])
            assert answer.header("content-security-policy") or answer.status == 413, number


def test_a_charset_of_ones_own(door: Doorway) -> None:
    many = "&".join(f"a{number}=b" for number in range(300))
    for charset in ("rot13", "hex", "undefined", "punycode", "utf-16", "nonsense", "x" * 20_000):
        for path in ("/sign-in/?email=%ff", f"/sign-in/?{many}"):
            answer = door.ask("GET", path, content_type=f"text/plain; charset={charset}")
            assert answer.status == (400 if many in path else 200), charset[:20]


def test_headers_that_no_browser_sends(door: Doorway) -> None:
    village = a_village("public")
    story, live = path_to("stories:story", village), f"/live?channel=member:{village.people['owner'].pk}"
    odd: list[dict[str, Any]] = [
        {"cookie": 'potager_session="\\000aaaaaaaaaaa"'}, {"cookie": 'potager_session="\\377\\200aaaaaaaaa"'},
        {"cookie": "potager_session=" + "a" * 60_000}, {"cookie": 'potager_language="\\000"; potager_session=a;b=\\'},
        {"cookie": b"potager_session=\x80\xff\xfe\x81aaaaaaaaa"}, {"accept_language": "en;q=nan,fr;q=inf,x;q=-"},
        {"accept_language": b"\xff" * 5000}, {"if_none_match": '"' * 3000}, {"if_modified_since": "\x80"},
        {"range": "bytes=-1,0-,9-1"}, {"accept_encoding": "gzip;q=;;,*;q=x"}, {"x_request_id": "a\x80b" * 99},
        {"content_length": "-1"}, {"content_length": "nonsense"}, {"origin": "http://["}, {"referer": "\xff"},
        {"authorization": "Basic ====", "x_requested_with": "potager\x80"}, {"x_forwarded_for": "\xff" * 500},
    ]  # fmt: skip
    for given in odd:
        for path in (story, "/me/", live, path_to("press:cover", village)):
            answer = door.ask("GET", path, **given)
            assert answer.status in {*FINE, 206, 304}, (given, path, answer.body[:2000])


HOSTS = ["evil.example", "", "testserver@evil.example", "testserver:port", "[", "[::1", "a b", "testserver/x",
         "testserver\x00", "\xff", "x" * 60_000, "testserver,evil.example"]  # fmt: skip


def test_hosts_that_are_not_ours(door: Doorway) -> None:
    for host in HOSTS:
        for path in ("/", "/sign-in/", "/static/ui/potager.css", "/live?channel=x", "/nothing/"):
            answer = door.ask("GET", path, host=host)
            assert answer.status == 400, (path, host[:30])
            assert host == "" or host.encode("latin-1") not in answer.body
        assert door.ask("POST", "/sign-in/", b"email=a%40b.org", host=host).status == 400
    assert not door.kept


def test_what_the_live_addresses_are_asked(door: Doorway) -> None:
    village = a_village("public")
    channel = f"story:{village.story.pk}"
    afters = ["", "-1", "nonsense", "9" * 18, "9" * 400, "\u0661", "1.5", "0x1", "1 or 1=1", "%00"]
    for after in afters:
        stream = door.open(
            "GET", f"/live?channel={channel}&after={odd_bytes(after)}&language={odd_bytes(after)}"
        )
        assert stream.until(lambda answer: b"event: hello" in answer.body, within=5), after
        stream.leave()
    queries = ["", "channel=", "channel=story:", "channel=%00", "channel=story:" + "-" * 36,
               "channel=story:" + "f" * 36,
               "&".join(f"channel=story:{n:036}" for n in range(300)), "channel=" + "a" * 100_000, "&" * 5000,
               f"channel={channel}&channel=nothing:{village.story.pk}", f"channel={channel}%0a"]  # fmt: skip
    for query in queries:
        assert door.ask("GET", f"/live?{query}").status == 404, query[:60]
    bodies = [b"", b"\xff\x00", b"&".join(b"a=b" for _ in range(500)), b"connection=x&channel=" + channel.encode(),
              b"a" * 100_000, b"connection[]=%ff&channel=%00"]  # fmt: skip
    for body in bodies:
        assert door.ask("POST", "/live/writing", body).status == 204, body[:40]
        for origin in ("null", "http://[", "http://evil.example", ""):
            assert door.ask("POST", "/live/writing", body, origin=origin).status == 403
        assert door.ask("POST", "/live/writing", body, sec_fetch_site="same-site").status == 403
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert door.ask(method, f"/live?channel={channel}").status == 405


def test_refusals_of_odd_requests_are_pages_of_ours() -> None:
    answer = browser().post("/sign-in/", {f"f{number}": "x" for number in range(300)})
    assert answer.status_code == 400
    assert 'class="mark"' in answer.content.decode()

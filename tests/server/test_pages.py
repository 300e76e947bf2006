"""Pages from a real process: kept ones are true, small and nobody's but everybody's."""

import gzip
import socket
import threading
import time

import httpx
import pytest
from installation import Gardener, Installation

pytestmark = pytest.mark.xdist_group("pages")  # one worker, so that each server is started once
JUST = {"Accept-Encoding": "identity", "Accept-Language": "en"}


def get(installation: Installation, path: str, **headers: str) -> httpx.Response:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{installation.url}{path}", headers={**JUST, **given}, timeout=20, verify=False)


def is_kept(response: httpx.Response) -> bool:
    return "x-request-id" not in response.headers and response.headers.get("cache-control") == "no-cache"


@pytest.fixture
def story(gardener: Gardener) -> dict[str, str]:
    made: dict[str, str] = gardener.do("story")
    return made


def path_of(story: dict[str, str]) -> str:
    return f"/stories/{story['story']}/"


def test_a_public_page_is_kept_and_thrown_away_by_an_act(
    installation: Installation, gardener: Gardener, story: dict[str, str]
) -> None:
    first, second = get(installation, path_of(story)), get(installation, path_of(story))
    assert first.text == second.text
    assert is_kept(second)
    done = gardener.do("contribute", story=story["story"], by=story["host"], text="A bean grew overnight.")
    while "grew overnight" not in get(installation, path_of(story)).text:
        assert time.monotonic() - done["at"] < 1
    assert is_kept(get(installation, path_of(story)))


def test_a_kept_page_is_never_older_than_what_was_told(
    installation: Installation, gardener: Gardener, story: dict[str, str]
) -> None:
    """Readers ask all the time while others write: once a page showed a text, no later page may lack it."""
    done, newest = threading.Event(), [0]

    def ask() -> None:
        with httpx.Client(base_url=installation.url, headers=JUST) as client:
            while not done.is_set():
                known = newest[0]
                shown = client.get(path_of(story)).text.count("grew in row")
                assert shown >= known
                newest[0] = max(newest[0], shown)

    failures: list[BaseException] = []

    def watch() -> None:
        try:
            ask()
        except BaseException as error:
            failures.append(error)

    askers = [threading.Thread(target=watch) for _ in range(4)]
    for asker in askers:
        asker.start()
    for number in range(40):
        gardener.do("contribute", story=story["story"], by=story["host"], text=f"Bean {number} grew in row.")
    time.sleep(0.5)
    done.set()
    for asker in askers:
        asker.join()
    assert not failures
    assert newest[0] == 40
    assert get(installation, path_of(story)).text.count("grew in row") == 40


def test_compressed_once_and_revalidated(installation: Installation, story: dict[str, str]) -> None:
    plain = get(installation, path_of(story))
    with httpx.stream(
        "GET", f"{installation.url}{path_of(story)}", headers={**JUST, "Accept-Encoding": "gzip"}
    ) as r:
        raw = b"".join(r.iter_raw())
        assert r.headers["content-encoding"] == "gzip"
        assert r.headers["vary"] == "Accept-Language, Accept-Encoding, Cookie"
        assert int(r.headers["content-length"]) == len(raw)
        small_tag = r.headers["etag"]
    assert gzip.decompress(raw).decode() == plain.text
    tag = get(installation, path_of(story)).headers["etag"]
    assert tag != small_tag
    for given in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = get(installation, path_of(story), If_None_Match=given)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert get(installation, path_of(story), If_None_Match='"other"').status_code == 200
    assert get(installation, path_of(story), If_None_Match=small_tag).status_code == 200
    refused = get(installation, path_of(story), Accept_Encoding="gzip;q=0")
    assert "content-encoding" not in refused.headers


def test_a_members_page_is_compressed_for_them_alone(
    installation: Installation, gardener: Gardener, story: dict[str, str]
) -> None:
    ada = gardener.do("member")
    cookie = {"Cookie": f"potager_session={ada['session']}", "Accept-Language": "en"}
    small = httpx.get(f"{installation.url}{path_of(story)}", headers={**cookie, "Accept-Encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["vary"]
    assert "Cookie" in small.headers["vary"]
    assert not is_kept(small)
    assert "content-encoding" not in get(installation, path_of(story), **cookie).headers


def test_head_is_get_without_its_body(installation: Installation, story: dict[str, str]) -> None:
    for _ in range(2):
        whole = get(installation, path_of(story))
        head = httpx.head(f"{installation.url}{path_of(story)}", headers=JUST)
        assert head.content == b""
        assert head.headers["content-length"] == str(len(whole.content))
    assert httpx.head(f"{installation.url}/nothing/").status_code == 404


def test_each_language_has_its_page(installation: Installation, story: dict[str, str]) -> None:
    for _ in range(2):
        assert '<html lang="en"' in get(installation, path_of(story)).text
        assert '<html lang="fr"' in get(installation, path_of(story), Accept_Language="fr-CA, en;q=0.3").text
        assert '<html lang="fr"' in get(installation, path_of(story), Cookie="potager_language=fr").text
        odd = httpx.get(f"{installation.url}{path_of(story)}", headers={"Accept-Language": b"xx;q=;;,\xff"})
        assert '<html lang="fr"' in odd.text


@pytest.mark.parametrize(
    "poison",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-For": "1.2.3.4"},
        {"X-Original-URL": "/evil/", "X-Rewrite-URL": "/evil/"},
        {"X-Potager-Places": "everything", "X-Potager-Position": "99999999"},
        {"X_Forwarded_Host": "evil.example"},
        {"Accept-Language": "<script>alert(1)</script>, en"},
        {"Cookie": "evil=evil.example; messages=evil.example"},
        {"HX-Request": "true", "HX-Target": "evil.example"},
        {"Range": "bytes=0-10"},
        {"User-Agent": "evil.example", "Referer": "http://evil.example/"},
        {"Accept": "application/json"},
    ],
    ids=lambda poison: next(iter(poison)),
)
def test_nothing_that_one_visitor_sends_reaches_another(
    installation: Installation, gardener: Gardener, poison: dict[str, str]
) -> None:
    story = gardener.do("story")
    first = httpx.get(f"{installation.url}{path_of(story)}", headers={**JUST, **poison})
    assert not [name for name in first.headers if name.startswith("x-potager")]
    clean = get(installation, path_of(story))
    assert "evil" not in clean.text
    assert "alert(1)" not in clean.text
    assert "https://127" not in clean.text
    assert clean.status_code == 200
    done = gardener.do("contribute", story=story["story"], by=story["host"], text="A clean bean.")
    while "A clean bean" not in get(installation, path_of(story)).text:
        assert time.monotonic() - done["at"] < 1


def test_other_hosts_are_refused_and_kept_apart(installation: Installation, story: dict[str, str]) -> None:
    for path in (path_of(story), "/static/ui/potager.css", f"/live?channel=story:{story['story']}"):
        assert get(installation, path, Host="evil.example").status_code == 400
    assert get(installation, path_of(story), Host="localhost:1").status_code == 200
    assert "localhost:1" not in get(installation, path_of(story)).text


def test_a_query_or_a_session_is_no_business_of_the_cache(
    installation: Installation, gardener: Gardener, story: dict[str, str]
) -> None:
    ada = gardener.do("member")
    get(installation, path_of(story))
    for path, cookie in (
        (f"{path_of(story)}?x=1", ""),
        (path_of(story), f"potager_session={ada['session']}"),
    ):
        for _ in range(2):
            response = get(installation, path, **({"Cookie": cookie} if cookie else {}))
            assert response.status_code == 200
            assert not is_kept(response)
    mine = get(installation, path_of(story), Cookie=f"potager_session={ada['session']}")
    assert (
        mine.headers["cache-control"] in {"private, no-cache"} or "private" in mine.headers["cache-control"]
    )
    assert mine.text != get(installation, path_of(story)).text


def test_a_page_that_turns_private_is_gone(
    installation: Installation, gardener: Gardener, story: dict[str, str]
) -> None:
    paths = [path_of(story), f"/c/{story['address']}/", f"/c/{story['address']}/stories/"]
    for path in paths * 2:
        assert get(installation, path).status_code == 200
    gardener.do("change", community=story["community"], by=story["host"], visibility="private")
    time.sleep(0.3)
    assert {get(installation, path).status_code for path in paths} <= {403, 404}


def test_static_files(installation: Installation) -> None:
    page = get(installation, "/ui/").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    marked = get(installation, address)
    assert marked.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert marked.headers["content-type"] == "text/css; charset=utf-8"
    bare = address.partition("?")[0]
    assert get(installation, bare).headers["cache-control"] == "no-cache"
    assert get(installation, f"{bare}?v=0000000000").headers["cache-control"] == "no-cache"
    again = get(installation, bare, If_None_Match=marked.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    small = httpx.get(f"{installation.url}{bare}", headers={"Accept-Encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert small.text == marked.text
    assert httpx.head(f"{installation.url}{bare}").content == b""
    assert httpx.post(f"{installation.url}{bare}").status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../secret.key",
        "/static/%2e%2e/secret.key",
        "/static/..%2f..%2fsecret.key",
        "/static/ui/../../settings.py",
        "/static//etc/passwd",
        "/static/ui/%00",
        "/static/ui\\..\\secret.key",
        "/static/\xff",
    ],
)
def test_no_path_climbs_out_of_static(installation: Installation, path: str) -> None:
    status, body = raw(
        installation, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("latin-1")
    )
    assert status in {400, 404}
    assert b"root:" not in body


def test_a_body_that_is_too_long(installation: Installation) -> None:
    for language, word in (("en", "too long"), ("fr", "trop long")):
        response = httpx.post(
            f"{installation.url}/sign-in/",
            content=b"email=" + b"a" * 3_000_000,
            headers={"Content-Type": "application/x-www-form-urlencoded", "Accept-Language": language},
            timeout=20,
        )
        assert response.status_code == 413
        assert word in response.text
    huge = (b"a" * 1_000_000 for _ in range(15))
    assert httpx.post(f"{installation.url}/sign-in/", content=huge, timeout=20).status_code == 413
    assert get(installation, "/healthz").text == "ok\n"


def test_broken_requests_break_nothing(installation: Installation) -> None:
    broken = [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: " + b"b" * 200_000 + b"\r\n\r\n",
        b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nshort",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET /%ff%fe%00/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ]
    for request in broken:
        with socket.create_connection(("127.0.0.1", installation.port)) as connection:
            connection.sendall(request)
            connection.settimeout(0.5)
            try:
                answer = connection.recv(100)
            except (TimeoutError, ConnectionError):
                answer = b""
            assert not answer or answer.split()[1][:1] != b"5", request[:80]
    assert get(installation, "/readyz").status_code == 200


def test_logs_hold_no_personal_data(installation: Installation) -> None:
    get(installation, "/sign-in/?next=/secret-query/")
    get(installation, "/i/a-secret-of-an-invitation/")
    httpx.post(f"{installation.url}/sign-in/", data={"email": "someone@example.org"})
    time.sleep(0.2)
    log = installation.log
    assert '"event": "request"' in log
    assert '"path": "/i/…/"' in log
    for secret in ("someone@example.org", "secret-query", "secret-of-an-invitation", '127.0.0.1"'):
        assert secret not in log


def raw(installation: Installation, request: bytes) -> tuple[int, bytes]:
    with socket.create_connection(("127.0.0.1", installation.port)) as connection:
        connection.sendall(request)
        connection.settimeout(5)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return int(answer.split()[1]), answer

"""The fetcher against real servers on the loopback, which the tests alone may ask, and names that change."""

import gzip
import socket
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from potager.lib.connecting import Network
from potager.lib.fetching import (
    AddressRefused,
    Ask,
    Fetched,
    NoAnswer,
    TooManyRedirects,
    TooMuch,
    TooSlow,
    WrongType,
    fetch,
)
from potager.lib.tests.elsewhere import Server, network, saying, serving


def asked(server: Server, path: str = "/", **ask: object) -> Fetched:
    ask.setdefault("network", network(server))
    return fetch(f"http://garden.example:{server.port}{path}", Ask(**ask))  # type: ignore[arg-type]


def test_it_asks_politely_and_tells_nothing_of_us() -> None:
    with serving(saying(body="Bonjour é".encode(), Content_Type="text/html; charset=utf-8")) as server:
        fetched = asked(server, "/a?b=c#d")
    assert (fetched.status, fetched.media_type, fetched.data.decode()) == (200, "text/html", "Bonjour é")
    head = server.asked[0].decode().lower()
    assert head.startswith("get /a?b=c http/1.1") and f"host: garden.example:{server.port}\r\n" in head
    assert "user-agent: potager/" in head
    assert not any(name in head for name in ("cookie", "referer", "authorization", "accept-language"))


def test_what_is_posted_arrives_whole_and_its_redirect_is_an_answer() -> None:
    with serving(saying("307 Temporary", Location="http://elsewhere.example/")) as server:
        fetched = asked(server, method="POST", content=b"x" * 3000, headers={"TTL": "60"})
    assert fetched.status == 307 and len(server.asked) == 1
    assert b"TTL: 60" in server.asked[0] and b"Content-Length: 3000" in server.asked[0]


def test_the_address_that_was_checked_is_the_one_that_is_asked() -> None:
    """The name leads outside when it is looked up, and inside ever after: it is looked up once."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["10.0.0.1"]])
    with serving(saying(body=b"ok")) as server:
        changing = network(server, resolve=lambda host, port: next(answers))
        assert asked(server, network=changing).data == b"ok"
        for _ in range(2):
            with pytest.raises(AddressRefused):
                asked(server, network=changing)
    assert len(server.asked) == 1


def test_without_the_hook_the_loopback_is_never_asked() -> None:
    with serving(saying(body=b"secret")) as server:
        usual = Network(ports=frozenset({server.port}))
        for host in ("127.0.0.1", "[::ffff:127.0.0.1]", "localhost.localdomain", "0.0.0.0"):
            with pytest.raises((AddressRefused, NoAnswer)):
                fetch(f"http://{host}:{server.port}/", Ask(network=usual))
    assert server.asked == []


def test_every_redirect_is_checked_anew() -> None:
    with serving(saying(body=b"secret")) as inside:
        for target in (
            f"http://127.0.0.2:{inside.port}/",
            f"http://[::1]:{inside.port}/",
            f"//inner.example:{inside.port}/",
            "http://169.254.169.254/latest/meta-data/",
            "http://garden.example:22/",
            "file:///etc/passwd",
            "http://me:pw@garden.example/",
            "http://[nonsense",
        ):
            with serving(saying("302 Found", Location=target)) as server:
                resolve = {"garden.example": ["127.0.0.1"], "inner.example": ["127.0.0.1", "10.0.0.1"]}
                here = network(server, inside, resolve=lambda host, port, names=resolve: names[host])
                with pytest.raises(AddressRefused):
                    asked(server, network=here)
    assert inside.asked == []


def test_redirects_are_followed_up_to_four() -> None:
    def stairs(request: bytes, stream: socket.socket) -> None:
        step = int(request.split()[1].strip(b"/"))
        saying("301 Moved", Location=f"/{step - 1}")(request, stream) if step else saying(body=b"ground")(
            request, stream
        )

    with serving(stairs) as server:
        fetched = asked(server, "/4")
        assert fetched.data == b"ground" and fetched.url.endswith("/0")
        with pytest.raises(TooManyRedirects):
            asked(server, "/5")


def test_bytes_are_counted_and_a_beginning_may_do() -> None:
    def endless(request: bytes, stream: socket.socket) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            stream.sendall(b"a" * 65_536)

    with serving(endless) as server:
        with pytest.raises(TooMuch):
            asked(server, most_bytes=100_000)
        fetched = asked(server, most_bytes=100_000, may_cut=True)
    assert fetched.is_cut and fetched.data == b"a" * 100_000


def test_a_packed_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(gzip.compress(b"0" * 200_000_000))  # once unpacked: 200 KB; twice: 200 MB
    with serving(saying(body=gzip.decompress(bomb), Content_Encoding="gzip")) as server:
        started = monotonic()
        with pytest.raises(TooMuch):
            asked(server)
        assert asked(server, may_cut=True).data == b"0" * 1_000_000
        assert monotonic() - started < 2
    with serving(saying(body=gzip.compress(b"words"), Content_Encoding="gzip")) as server:
        assert asked(server).data == b"words"
    for body, encoding in ((b"", "br"), (b"nonsense", "gzip"), (b"", "gzip, gzip")):
        refused = pytest.raises((WrongType, NoAnswer))
        with serving(saying(body=body, Content_Encoding=encoding)) as server, refused:
            asked(server)


@pytest.mark.parametrize("where", ["head", "body", "nothing", "informational"])
def test_a_slow_drip_ends_with_the_seconds(where: str) -> None:
    done = Event()
    said = {
        "head": (b"HTTP/1.1 200 OK\r\n", b"X-Drip: 1\r\n"),
        "body": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n", b"a"),
        "nothing": (b"", b""),
        "informational": (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    }[where]

    def dripping(request: bytes, stream: socket.socket) -> None:
        stream.sendall(said[0])
        while not done.wait(0.02):
            stream.sendall(said[1])

    with serving(dripping) as server:
        started = monotonic()
        with pytest.raises(TooSlow):
            asked(server, seconds=0.3)
        assert monotonic() - started < 2
        done.set()


def test_a_slow_resolver_ends_with_the_seconds() -> None:
    done = Event()
    with serving(saying()) as server:
        slow = network(server, resolve=lambda host, port: [str(done.wait(5))])
        with pytest.raises(TooSlow):
            asked(server, seconds=0.1, network=slow)
    done.set()


def test_types_that_were_not_asked_for_are_left() -> None:
    with (
        serving(saying(body=b"MZ", Content_Type="application/octet-stream")) as server,
        pytest.raises(WrongType),
    ):
        asked(server, types=("text/html", "application/xhtml+xml"))


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"x" * 300_000,
    ],
    ids=["silence", "another protocol", "half", "endless header"],
)
def test_what_is_no_answer(said: bytes) -> None:
    with serving(lambda request, stream: stream.sendall(said)) as server, pytest.raises(NoAnswer):
        asked(server)


def test_nobody_there() -> None:
    with serving(saying()) as server:
        port = server.port
    here = Network(resolve=lambda host, port: ["127.0.0.1"], ports=frozenset({port}), allow=lambda ip: True)
    with pytest.raises(NoAnswer):
        fetch(f"http://garden.example:{port}/", Ask(network=here))
    missing = Network(resolve=lambda host, port: (_ for _ in ()).throw(socket.gaierror("no such name")))
    with pytest.raises(AddressRefused):
        fetch("http://garden.example/", Ask(network=missing))


def certificate(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for a name, and the context of who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return theirs, ssl.create_default_context(cafile=folder / "cert.pem")


def test_a_certificate_goes_by_the_name_and_not_by_the_address(tmp_path: Path) -> None:
    theirs, ours = certificate(tmp_path, "garden.example")
    names: list[str] = []
    theirs.sni_callback = lambda stream, name, context: names.append(name)
    with serving(saying(body=b"safe"), theirs) as server:
        here = network(server, tls=lambda: ours)
        assert fetch(f"https://garden.example:{server.port}/", Ask(network=here)).data == b"safe"
        assert names == ["garden.example"]
        for other in ("other.example", "127.0.0.1"):
            with pytest.raises(NoAnswer):
                fetch(f"https://{other}:{server.port}/", Ask(network=here))
        with pytest.raises(NoAnswer):
            fetch(f"https://garden.example:{server.port}/", Ask(network=network(server)))
    assert len(server.asked) == 1

"""Addresses that lead back inside are refused in whatever way they are written."""

import pytest

from potager.lib.fetching import check
from potager.lib.outside import AddressRefused, checked, place_of

INSIDE = [
    *("127.0.0.1", "127.8.9.10", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.5.4", "172.31.255.255"),
    *("192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "192.0.2.7"),
    *("198.18.0.1", "198.51.100.2", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "168.63.129.16", "192.88.99.1"),
    *("::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:127.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "3fff::1"),
    *("fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1", "5f00::1", "2001:2::1"),
]
OUTSIDE = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "192.0.1.1", "2606:4700:4700::1111", "2a00:1450:4007::200e"]
NO_PLACE = [
    *(
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
    ),
    *("http://127.0.0.1./", "http://0/", "http://127.0.0.01/", "http://1.2.3.4.5/", "http://a.0x10/"),
    *("http://localhost/", "http://intranet/", "http://a..b/", "http://.a.b/", "http:///path", "http://"),
    *("http://ex%61mple.org/", "http://%31%32%37.0.0.1/", "http://exa mple.org/", "http://a.b\\@c.d/"),
    *("http://me@example.org/", "http://me:pw@example.org/", "http://8.8.8.8:22/"),
    *(
        "http://example.org:0/",
        "http://example.org:8080/",
        "http://example.org:99999/",
        "http://example.org:-1/",
    ),
    *("ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "//a.b/"),
    *("http://[::1%25lo]/", "http://[fe80::1%eth0]/", "http://[::1/", "http://[v1.x]/", "example.org", ""),
    *(
        "http://example.org\r\nHost: a/",
        "http://example.org/\x00",
        "http://example.org/\u2028",
        "\ufeffhttp://a.b/",
    ),
    *("http://①②⑦.0.0.1/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://１２７.0.0.1/", "http://a\u200bb.org/"),
    "http://example.org/" + "a" * 2000,
]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        checked([address])
    with pytest.raises(AddressRefused):
        check(f"http://[{address}]/" if ":" in address else f"http://{address}/")


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_outside_is_not(address: str) -> None:
    assert [str(one) for one in checked([address])] == [address]
    check(f"https://[{address}]/" if ":" in address else f"https://{address}/")


def test_one_address_inside_spoils_the_name() -> None:
    with pytest.raises(AddressRefused):
        checked(["8.8.8.8", "127.0.0.1"])
    with pytest.raises(AddressRefused):
        checked([])
    with pytest.raises(AddressRefused):
        checked(["fe80::1%eth0"])


@pytest.mark.parametrize("address", NO_PLACE, ids=lambda address: repr(address)[:40])
def test_what_is_no_plain_address_is_refused(address: str) -> None:
    with pytest.raises(AddressRefused):
        check(address)


def test_dots_of_other_scripts_are_seen_through() -> None:
    with pytest.raises(AddressRefused):
        check("http://127。0。0。1/")


def test_names_in_other_letters_go_by_their_ascii_form() -> None:
    assert place_of("https://Pêche.example/pâté?q=é#là").host == "xn--pche-gpa.example"
    assert place_of("https://example.org./").port == 443
    assert place_of("http://example.org:443/").port == 443

"""Addresses that carry a right: what they mean, until when, and for nobody else."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from potager.lib import replies
from potager.lib.ids import uuid7
from potager.lib.replies import BadAddress, ExpiredAddress, Reply, address_for, read

MEMBER, TOPIC = uuid7(), uuid7()


@pytest.fixture(autouse=True)
def _domain(settings: Any) -> None:
    settings.REPLY_DOMAIN = "reply.example.org"


def finding(*known: tuple[str, UUID]) -> replies.Find:
    def find(sort: str, low: UUID, high: UUID) -> Iterable[UUID]:
        return [one for its_sort, one in known if its_sort == sort and low <= one <= high]

    return find


find = finding(("member", MEMBER), ("topic", TOPIC))


def test_an_address_says_who_and_what() -> None:
    address = address_for(MEMBER, f"topic:{TOPIC}")
    assert read(address, find=find) == Reply(MEMBER, f"topic:{TOPIC}")
    assert read(f"Le potager <{address.upper()}>", find=find) == Reply(MEMBER, f"topic:{TOPIC}")


@pytest.mark.parametrize("domain", ["reply.example.org", "le.potager-du-coin@example.org"])
def test_its_local_part_is_short_and_plain(settings: Any, domain: str) -> None:
    settings.REPLY_DOMAIN = domain
    address = address_for(MEMBER, f"topic:{TOPIC}")
    local = address.rpartition("@")[0]
    assert len(local) <= 64
    assert local.isascii()
    assert local == local.lower()
    assert read(address, find=find).member == MEMBER


def test_ids_that_begin_alike_are_told_apart_by_the_seal() -> None:
    twins = [("member", UUID(int=MEMBER.int ^ number)) for number in range(1, 5)]
    others = [("topic", UUID(int=TOPIC.int ^ number)) for number in range(1, 5)]
    everyone = finding(*twins, ("member", MEMBER), *others, ("topic", TOPIC))
    assert read(address_for(MEMBER, f"topic:{TOPIC}"), find=everyone) == Reply(MEMBER, f"topic:{TOPIC}")
    with pytest.raises(BadAddress):
        read(address_for(MEMBER, f"topic:{TOPIC}"), find=finding(*twins, *others))


def test_it_expires_and_still_says_what_it_meant() -> None:
    address = address_for(MEMBER, f"topic:{TOPIC}", lasts=timedelta(days=-1))
    with pytest.raises(ExpiredAddress) as caught:
        read(address, find=find)
    assert caught.value.reply == Reply(MEMBER, f"topic:{TOPIC}")


@given(place=st.integers(0, 39), letter=st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_letter_of_it_can_be_changed(place: int, letter: str) -> None:
    local, _, domain = address_for(MEMBER, f"topic:{TOPIC}").partition("@")
    changed = local[:place] + letter + local[place + 1 :]
    if changed != local:
        with pytest.raises(BadAddress):
            read(f"{changed}@{domain}", find=finding(("member", MEMBER), ("topic", TOPIC)))


@given(st.text(max_size=80))
def test_whatever_else_is_written_is_no_address_of_ours(text: str) -> None:
    for address in (text, f"{text}@reply.example.org", f"x+{text}@reply.example.org"):
        with pytest.raises(BadAddress):
            read(address, find=find)


def test_another_installation_gives_other_addresses(settings: Any) -> None:
    address = address_for(MEMBER, f"topic:{TOPIC}")
    settings.SECRET_KEY = "another one"
    with pytest.raises(BadAddress):
        read(address, find=find)


def test_addresses_of_others_mean_nothing() -> None:
    with pytest.raises(BadAddress):
        read(address_for(uuid4(), f"topic:{TOPIC}"), find=find)
    with pytest.raises(BadAddress):
        read(address_for(MEMBER, f"topic:{TOPIC}").replace("reply.", "elsewhere."), find=find)


def test_what_nobody_can_answer_has_no_address() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        address_for(MEMBER, f"story:{TOPIC}")

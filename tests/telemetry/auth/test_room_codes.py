from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telemetry.auth.codes import RoomCodeError, new_room_code, read_room_code
from telemetry.identity import CROCKFORD, new_identity


def test_a_code_has_ten_characters_that_cannot_be_mistaken() -> None:
    code = new_room_code()
    halves = code.split("-")
    assert [len(half) for half in halves] == [5, 5]
    assert set("".join(halves)) <= set(CROCKFORD)
    assert not set("ILOU") & set(CROCKFORD)


def test_every_character_is_equally_likely_at_every_place() -> None:
    # 32 fixed draws in a row: each place must take the whole alphabet, so no bits of the 50 are thrown away.
    draws = iter([(place + turn) % 32 for turn in range(32) for place in range(10)])
    codes = [new_room_code(lambda below: next(draws) % below) for _ in range(32)]
    for place in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10):
        assert {code[place] for code in codes} == set(CROCKFORD)


def test_codes_and_identities_do_not_repeat() -> None:
    assert len({new_room_code() for _ in range(2000)}) == 2000
    assert len({new_identity() for _ in range(2000)}) == 2000


@pytest.mark.parametrize(
    "typed",
    [
        "7K3QX-M0ZTD",
        "7k3qxm0ztd",
        " 7K3 QX-M0 ZTD ",
        "7K3QX‑MOZTD",
        "７Ｋ３ＱＸ－Ｍ０　ＺＴＤ",
        "7.k.3.q.x_m_o_z_t_d",
    ],
)
def test_a_code_is_read_however_people_type_it(typed: str) -> None:
    assert read_room_code(typed) == "7K3QX-M0ZTD"


def test_i_and_l_are_read_as_one() -> None:
    assert read_room_code("ilIL1-iiiii") == "11111-11111"


@pytest.mark.parametrize(
    "typed", ["", "7K3QX", "7K3QX-M0ZTDA", "7K3QX-M0ZTU", "7K3QX-M0ZT!", "٣" * 10, "A" * 100, "-" * 99]
)
def test_what_is_no_code_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(RoomCodeError, match="such as 7K3QX-M0ZTD"):
        read_room_code(typed)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(typed: str) -> None:
    try:
        code = read_room_code(typed)
    except RoomCodeError:
        return
    assert read_room_code(code) == code
    assert len(code) == 11


@given(st.randoms(use_true_random=False))
def test_a_new_code_reads_as_itself(chance: random.Random) -> None:
    code = new_room_code(lambda below: chance.randrange(below))
    assert read_room_code(code) == code
    assert read_room_code(code.replace("-", "").lower()) == code

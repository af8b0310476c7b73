"""The receipt code as letters: hard to guess, checked for slips, read as people type it."""

from itertools import product

import pytest

from hearings import receipts

CODES = [receipts.code_from(f"form {number}") for number in range(300)]


# The code itself


def test_a_code_has_50_bits():
    assert len(receipts.ALPHABET) ** receipts.LENGTH == 2**50


def test_a_million_guesses_against_a_million_codes_hit_once_in_a_thousand_tries_of_it():
    assert 10**6 * 10**6 / 2**50 <= 10**-3


def test_one_bit_less_would_miss_that_bar():
    assert 10**6 * 10**6 / 2**49 > 10**-3


def test_the_alphabet_has_no_two_characters_that_look_alike():
    alphabet = receipts.ALPHABET

    assert len(set(alphabet)) == 32
    for pair in ("0O", "1I", "1L", "IL", "OQ"):
        assert sum(character in alphabet for character in pair) <= 1
    assert alphabet == alphabet.upper()
    assert alphabet.isascii()


def test_the_secret_comes_from_the_systems_own_randomness(monkeypatch):
    asked = []
    monkeypatch.setattr(receipts.secrets, "token_urlsafe", lambda size: asked.append(size) or "x")

    assert receipts.new_secret() == "x"
    assert asked == [16]


def test_the_same_form_always_has_the_same_code_and_others_have_others():
    assert len({receipts.new_secret() for _ in range(1000)}) == 1000
    assert len(set(CODES)) == len(CODES)
    assert receipts.code_from("form 7") == CODES[7]


def test_every_character_stands_at_every_place_about_equally_often():
    codes = [receipts.code_from(f"spread {number}") for number in range(3200)]
    for place in range(receipts.LENGTH):
        counts = [sum(code[place] == letter for code in codes) for letter in receipts.ALPHABET]
        # 100 expected; six standard deviations either way.
        assert all(40 < count < 160 for count in counts)


def test_without_the_portals_key_a_code_is_not_computed(settings):
    here = receipts.code_from("form")
    settings.SECRET_KEY = "another key, long enough to be one, of another portal"

    assert receipts.code_from("form") != here


# The check character


def with_check(code):
    return code + receipts.check_character(code)


def test_every_single_slip_is_caught():
    for code in CODES[:40]:
        whole = with_check(code)
        for place, letter in product(range(len(whole)), receipts.ALPHABET):
            slipped = whole[:place] + letter + whole[place + 1 :]
            assert (receipts.read(slipped) == code) == (slipped == whole)
            assert slipped == whole or receipts.read(slipped) is None


def test_nearly_every_swap_of_neighbours_is_caught():
    swaps = caught = 0
    for code in CODES:
        whole = with_check(code)
        for place in range(receipts.LENGTH - 1):
            first, second = whole[place : place + 2]
            if first == second:
                continue
            swaps += 1
            swapped = whole[:place] + second + first + whole[place + 2 :]
            caught += receipts.read(swapped) is None

    assert swaps > 2000
    # All but the pairs that stand 16 letters apart in the alphabet: 1 in 31.
    assert caught / swaps > 0.95


def test_without_weights_a_swap_would_pass(monkeypatch):
    monkeypatch.setattr(
        receipts,
        "check_character",
        lambda code: receipts.ALPHABET[sum(map(receipts.ALPHABET.index, code)) % 32],
    )
    whole = with_check("ABCDEFGHJK")

    assert receipts.read("BA" + whole[2:]) == "BACDEFGHJK"


# As people type it


@pytest.mark.parametrize(
    "typed",
    [
        "K7M2P4XQ9T",
        "k7m2p4xq9t",
        "K7M2P-4XQ9T",
        " k7m2p 4xq9t ",
        "K7M2P–4XQ9T",
        "K 7 M 2 P 4 X Q 9 T",
        "K7M2P\t4XQ9T\n",
        # К, М, Р, Х, Т are Cyrillic here.
        "К7М2Р-4ХQ9Т",
        "к7м2р-4хq9т",
    ],
)
def test_case_spaces_and_cyrillic_letters_of_the_same_shape_do_not_matter(typed):
    assert receipts.read(typed) == "K7M2P4XQ9T"
    check = receipts.check_character("K7M2P4XQ9T")
    assert receipts.read(f"{typed.strip()}-{check}") == "K7M2P4XQ9T"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    list(zip("АВЕКМНРСТУХЗ", "ABEKMHPCTYX3", strict=True)),
)
def test_each_letter_that_both_alphabets_share_is_understood(cyrillic, latin):
    for typed in (cyrillic, cyrillic.lower()):
        assert receipts.read(typed * 10) == latin * 10


def test_one_and_i_are_understood_as_the_only_letter_like_them():
    assert receipts.read("1iIl" + "2" * 6) == "LLLL" + "2" * 6


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        "K7M2P4XQ9",
        "K7M2P4XQ9TAA",
        "K7M2P4XQ90",
        "K7M2P4XQ9O",
        "K7M2P4XQ9Ж",
        "K7M2P4XQ9'",
        "K7M2P4XQ9\x00",
        "😀" * 10,
        "2026-00012",
        "K" * 100_000,
    ],
)
def test_what_cannot_be_a_code_is_read_as_none(typed):
    assert receipts.read(typed) is None


def test_the_printed_code_is_read_back():
    for code in CODES:
        assert receipts.read(receipts.printed(code)) == code
        assert receipts.read(receipts.printed(code).lower()) == code
    assert receipts.printed("K7M2P4XQ9T").startswith("K7M2P-4XQ9T-")

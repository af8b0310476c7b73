"""Passwords: long, and not what somebody from here would think of first."""

import pytest
from django.contrib.auth.password_validation import get_default_password_validators
from django.contrib.auth.password_validation import validate_password as validate
from django.core.exceptions import ValidationError

from aimak_portal.signin import passwords


@pytest.mark.parametrize(
    "password",
    [
        "парольпароль1",
        "Сырсөз-сырсөз!",
        "сырсоз сырсоз",
        "Кыргызстан2026",
        "Бишкек123456!",
        "Айгүл1985!!!!",
        "айыл өкмөтү 2026",
        "СаламКыргызстан1",
        "йцукенгшщзхъ",
        "qwertyuiop12",
        "gfhjkmgfhjkm",
        "iloveyou2026!",
        "12.05.1985-12",
        "аааааааааааа1",
        "password1234",
    ],
)
def test_a_password_that_is_thought_of_first_is_refused(password):
    assert len(password) >= 12
    with pytest.raises(ValidationError):
        validate(password)


def test_without_the_list_such_passwords_would_pass():
    others = [
        one for one in get_default_password_validators() if type(one) is not passwords.CommonWords
    ]
    validate("Сырсөз-сырсөз!", password_validators=others)
    validate("йцукенгшщзхъ1", password_validators=others)


@pytest.mark.parametrize(
    "password",
    [
        "Өрүк-бышты-жайында-27",
        "өрүк бүргө канат шамал",
        "сары кере жуурат төгүлдү",
        "dXk3-pQ9v-Lm2z-8Rt",
        "Ж" + "ащүөңкт-лдәбр" * 6,
        "көк " * 4 + "тилек бүргөндөй учту кечкурун",
    ],
)
def test_a_good_password_is_taken_however_long(password):
    validate(password)


def test_eleven_letters_are_too_few_and_sixty_four_are_not_too_many():
    with pytest.raises(ValidationError):
        validate("Өрүк-бышт27")
    validate(("Өрүк-бышты-жайында-27-кайнатма" * 3)[:64])


def test_the_list_speaks_all_languages_here():
    words = passwords._words()
    assert {"сырсоз", "пароль", "password", "бишкек", "bishkek"} <= words

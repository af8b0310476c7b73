"""The codes of the budget classification: a tree of texts that come and go with the years."""

from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from budget.classification import load_classification
from budget.models import ClassificationCode
from tests.codes import load_codes

pytestmark = pytest.mark.django_db


def test_the_data_file_is_loaded_once(codes):
    assert load_classification() == 0
    assert ClassificationCode.objects.count() == len(codes)


def rows():
    return {
        (code.kind, code.code, code.first_year): (
            {name: value for name, value in vars(code).items() if name not in OF_THE_ROW},
            code.parent and code.parent.code,
            code.root.code,
        )
        for code in ClassificationCode.objects.all()
    }


# What differs each time a code is written.
OF_THE_ROW = {"_state", "id", "parent_id", "root_id"}


def test_the_rows_that_other_tests_stand_on_are_those_that_the_door_makes(db):
    load_classification()
    made = rows()
    for _ in range(2):
        ClassificationCode.objects.update(parent=None, root=None)
        ClassificationCode.objects.all().delete()
        load_codes()
        assert rows() == made
    assert len(made) == 47


def test_every_code_of_the_file_has_its_name_in_three_languages(codes):
    for code in codes.values():
        assert all(getattr(code, f"name_{language}") for language in ("ky", "ru", "en")), code.code


def test_the_ten_functions_stand_at_the_top(codes):
    tops = ClassificationCode.objects.functions().filter(parent=None)
    assert [code.code for code in tops] == [str(number) for number in range(701, 711)]


def test_a_code_is_part_of_the_longest_code_that_it_begins_with(codes):
    assert codes["7091"].parent == codes["709"]
    assert codes["2212"].parent == codes["22"]
    assert codes["13"].parent is None


def test_every_code_knows_the_top_of_its_tree(codes):
    assert codes["7091"].root == codes["709"]
    assert codes["709"].root == codes["709"]


def test_a_deeper_tree_keeps_its_top(codes):
    deep = ClassificationCode.objects.create(
        kind="function", code="709111", parent=codes["7091"], name_ky="Бакча"
    )
    assert deep.root == codes["709"]


def test_a_code_is_text_and_keeps_its_zeros(db):
    code = ClassificationCode(kind="economic", code="00123", name_ky="Код")
    code.full_clean()
    code.save()
    assert ClassificationCode.objects.get().code == "00123"


@pytest.mark.parametrize("text", ["70a", "7.0", "-701", "", "7011 "])
def test_a_code_has_digits_only(db, text):
    code = ClassificationCode(kind="function", code=text, name_ky="Код")
    with pytest.raises(ValidationError) as refusal:
        code.full_clean()
    assert "code" in refusal.value.error_dict


def test_what_staff_has_verified_is_not_taken_back_by_the_file(codes):
    codes["709"].name_ru = "Образование и наука"
    codes["709"].is_verified = True
    codes["709"].save()
    load_classification()
    codes["709"].refresh_from_db()
    assert codes["709"].name_ru == "Образование и наука"


def test_what_nobody_has_verified_follows_the_file(codes):
    codes["709"].name_ru = "Опечатка"
    codes["709"].save()
    assert load_classification() == 1
    codes["709"].refresh_from_db()
    assert codes["709"].name_ru == "Образование"


def test_a_code_that_has_ended_is_not_offered_for_a_later_year(codes):
    codes["2211"].last_year = 2025
    codes["2211"].save()
    assert codes["2211"] in ClassificationCode.objects.in_year(2025)
    assert codes["2211"] not in ClassificationCode.objects.in_year(2026)


def test_economic_codes_are_offered_for_their_side(codes):
    revenue = set(ClassificationCode.objects.for_side("revenue"))
    assert codes["111"] in revenue and codes["2212"] not in revenue
    assert codes["3112"] in revenue
    assert codes["3112"] in set(ClassificationCode.objects.for_side("expenditure"))


def test_only_what_was_seen_in_an_official_list_is_verified(codes):
    verified = set(codes.values()) - set(ClassificationCode.objects.unverified())
    assert {code.code for code in verified} == {"2212"}


def test_the_command_says_what_it_did(db, capsys):
    call_command("load_classification")
    assert capsys.readouterr().out.strip() == "Classification codes new or changed: 47"
    call_command("load_classification")
    assert capsys.readouterr().out.strip() == "Classification codes new or changed: 0"


def test_another_file_of_the_same_shape_ends_a_code(codes, tmp_path):
    file = tmp_path / "codes.tsv"
    file.write_text(
        "kind\tcode\tfirst_year\tlast_year\tside\tverified\ten\tru\tky\n"
        "function\t7091\t2010\t2026\texpenditure\tyes\tOld\tСтарое\tЭски\n"
        "function\t7091\t2027\t\texpenditure\tyes\tNew\tНовое\tЖаңы\n",
        encoding="utf-8",
    )
    call_command("load_classification", file=file, stdout=StringIO())
    assert ClassificationCode.objects.functions().in_year(2026).get(code="7091").name_en == "Old"
    assert ClassificationCode.objects.functions().in_year(2027).get(code="7091").name_en == "New"

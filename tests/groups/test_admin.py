"""The people at the desk: one aimak, its villages, groups with their members, deputies."""

import pytest
from django.contrib.admin.models import LogEntry

from groups.models import Aimak, ContactPhone, Deputy, InitiativeGroup, Member, YearlyFigures
from tests.desk import Page, address, page_of, sign_in, words_of


@pytest.fixture
def desk(aimak):
    return sign_in("clerk")


@pytest.fixture
def group(village):
    group = InitiativeGroup.objects.create(name_ky="Демилге", village=village)
    Member.objects.create(group=group, full_name="Асан Үсөнов", sex="male")
    Member.objects.create(group=group, full_name="Айгүл Токтоева", sex="female", is_public=True)
    Member.objects.create(group=group, full_name="Бермет Сыдыкова", sex="female")
    return group


def view_of(browser, record):
    """The page of a record as somebody sees it who may not change it."""
    name = f"{record._meta.app_label}_{record._meta.model_name}_change"
    answer = browser.get(address(name, record.pk))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_of_the_one_aimak_leads_to_its_page(desk, aimak):
    answer = desk.get(address("groups_aimak_changelist"))
    assert answer["Location"].endswith(f"/{aimak.pk}/change/")


def test_there_is_no_second_aimak_and_none_is_deleted(desk, aimak):
    assert desk.get(address("groups_aimak_add")).status_code == 403
    assert desk.post(address("groups_aimak_add"), {"name_ky": "x"}).status_code == 403
    assert desk.get(address("groups_aimak_delete", aimak.pk)).status_code == 403
    assert Aimak.objects.count() == 1


def test_the_aimak_is_described_on_one_page(desk, aimak):
    answer = page_of(desk, aimak).press(
        **{
            "oblast_ky": "Жалал-Абад облусу",
            "notice_days": "14",
            "phones-TOTAL_FORMS": "1",
            "phones-0-number": "0777 787 138",
            "legal_references-TOTAL_FORMS": "1",
            "legal_references-0-title_ky": "Мыйзам",
            "legal_references-0-position": "1",
            "only_one": "",
        }
    )
    assert answer.status_code == 302
    aimak.refresh_from_db()
    assert (aimak.oblast_ky, aimak.notice_days, aimak.only_one) == ("Жалал-Абад облусу", 14, True)
    assert str(aimak.phones.get().number) == "+996 777 787 138"
    assert aimak.legal_references.get().title_ky == "Мыйзам"


def test_figures_of_years_are_typed_with_the_village(desk, village):
    answer = page_of(desk, village).press(
        **{
            "yearly_figures-TOTAL_FORMS": "1",
            "yearly_figures-0-year": "2026",
            "yearly_figures-0-population": "1 250",
        }
    )
    assert answer.status_code == 302
    assert village.yearly_figures.get().population == 1250


def test_figures_of_the_whole_aimak_stand_beside_those_of_villages(desk, village):
    YearlyFigures.objects.create(year=2026, population=5000)
    YearlyFigures.objects.create(year=2026, village=village)
    words = words_of(desk.get(address("groups_yearlyfigures_changelist")))
    assert "2026 The whole aimak" in words
    assert "Not stated" in words


def test_a_group_and_its_members_are_one_page(desk, village):
    page = Page(desk, address("groups_initiativegroup_add"))
    answer = page.press(
        **{
            "name_ky": "Жаш демилге",
            "village": str(village.pk),
            "members-TOTAL_FORMS": "2",
            "members-0-full_name": "Асан Үсөнов",
            "members-0-sex": "male",
            "members-0-kind": "youth",
            "members-0-role": "leader",
            "members-1-full_name": "Айгүл Токтоева",
            "members-1-sex": "female",
            "members-1-kind": "youth",
            "members-1-role": "member",
        }
    )
    assert answer.status_code == 302
    group = InitiativeGroup.objects.get()
    assert (group.head_count, group.women) == (2, 1)
    assert "50.0%" in words_of(page_of(desk, group).response)


def test_fewer_members_than_are_listed_are_refused(desk, group):
    answer = page_of(desk, group).press(reported_members="2")
    assert "The reported head count is 2, but 3 members are listed." in words_of(answer)


def test_the_log_of_a_group_names_no_member(desk, group):
    page_of(desk, group).press(**{"members-0-role": "leader"})
    logged = LogEntry.objects.get().change_message
    assert "Асан" not in logged
    assert "changed" in logged


def test_a_deputy_is_found_on_any_keyboard(desk):
    Deputy.objects.create(full_name="Өмүрбек Үсөнов")
    found = desk.get(address("groups_deputy_changelist"), {"q": "омурбек"})
    assert "Өмүрбек Үсөнов" in words_of(found)


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_sees_the_names_of_those_who_agreed(role, group):
    text = view_of(sign_in(role), group)
    assert "Айгүл Токтоева" in text
    assert "Асан" not in text
    assert "Бермет" not in text
    assert "66.7%" in text
    assert "Асан" in page_of(sign_in("clerk"), group).text


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_sees_only_published_telephones(role, aimak):
    ContactPhone.objects.create(aimak=aimak, number="+996777787138")
    ContactPhone.objects.create(aimak=aimak, number="+996700112233", is_public=True)
    text = view_of(sign_in(role), aimak)
    assert "700 112 233" in text
    assert "787 138" not in text
    assert "787" in page_of(sign_in("clerk"), aimak).text


@pytest.mark.parametrize("role", ["treasurer", "deputy"])
def test_a_reader_changes_nobody(role, group, village):
    browser = sign_in(role)
    url = address("groups_initiativegroup_change", group.pk)
    assert browser.post(url, {"name_ky": "x", "_save": "1"}).status_code == 403
    assert browser.get(address("groups_village_add")).status_code == 403
    assert browser.get(address("groups_initiativegroup_delete", group.pk)).status_code == 403


def test_nothing_is_deleted_by_the_dozen(desk, village):
    answer = desk.post(
        address("groups_village_changelist"),
        {"action": "delete_selected", "_selected_action": [village.pk]},
    )
    assert answer.status_code in {200, 302}
    village.refresh_from_db()

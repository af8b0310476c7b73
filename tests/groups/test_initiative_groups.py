"""An initiative group: members by list or by head count, women against the 30 % mark."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from groups.models import InitiativeGroup, Member, Sex


@pytest.fixture
def group(village):
    return InitiativeGroup.objects.create(name_ky="Умут", village=village)


@pytest.fixture
def join(group):
    """So many women, men and people of unstated sex join."""

    def join(women=0, men=0, unstated=0, **values):
        sexes = [Sex.FEMALE] * women + [Sex.MALE] * men + [""] * unstated
        for number, sex in enumerate(sexes):
            Member.objects.create(group=group, full_name=f"{sex} {number}", sex=sex, **values)

    return join


@pytest.fixture
def counted(group):
    """The group as a list reads it (counted in the query) and as it stands alone."""

    def counted():
        one, other = InitiativeGroup.objects.get(), InitiativeGroup.objects.with_members().get()
        for name in ("head_count", "women", "women_share", "reaches_women_mark", "is_listed"):
            assert getattr(one, name) == getattr(other, name), name
        return one

    return counted


def reported(members, women=None):
    InitiativeGroup.objects.update(reported_members=members, reported_women=women)


# How many


def test_nobody_stated_how_many_they_are(counted):
    group = counted()

    assert group.head_count is None
    assert group.women is None
    assert group.women_share is None
    assert group.reaches_women_mark is None


def test_without_a_list_the_reported_head_count_stands(counted):
    reported(12, 5)

    group = counted()
    assert (group.head_count, group.women, group.is_listed) == (12, 5, False)


def test_with_a_list_the_list_counts(counted, join):
    join(women=2, men=3)

    group = counted()
    assert (group.head_count, group.women, group.is_listed) == (5, 2, True)


def test_an_incomplete_list_does_not_make_the_group_smaller(counted, join):
    reported(12, 5)
    join(women=2, men=3)

    group = counted()
    assert (group.head_count, group.women, group.is_listed) == (12, 5, False)


def test_the_head_count_is_never_below_the_list(counted, join):
    reported(2, 1)
    join(women=2, men=3)

    group = counted()
    assert (group.head_count, group.women) == (5, 2)


def test_those_who_left_are_not_counted(counted, join):
    join(women=2)
    join(women=1, men=4, left_on=date(2020, 1, 1))

    assert counted().head_count == 2


def test_fewer_reported_than_listed_is_refused_with_both_numbers(group, join):
    join(women=2, men=3)
    group.reported_members = 4

    with pytest.raises(ValidationError) as caught:
        group.full_clean()
    sentence = " ".join(caught.value.message_dict["reported_members"])
    assert "4" in sentence
    assert "5" in sentence

    group.reported_members = 5
    group.full_clean()


def test_there_are_not_more_women_than_members(group):
    group.reported_members, group.reported_women = 4, 5
    with pytest.raises(ValidationError):
        group.full_clean()

    with pytest.raises(IntegrityError), transaction.atomic():
        reported(4, 5)
    reported(4, 4)


def test_women_may_be_known_where_the_whole_is_not(counted):
    reported(None, 5)

    assert counted().women == 5
    assert counted().women_share is None


# The share of women


@pytest.mark.parametrize(
    ("women", "men", "reaches"),
    [(3, 7, False), (4, 6, True), (31, 69, True), (30, 70, False), (0, 5, False), (5, 0, True)],
)
def test_the_mark_is_more_than_thirty_percent(counted, join, women, men, reaches):
    join(women, men)

    group = counted()
    assert group.women_share == women / (women + men)
    assert group.reaches_women_mark is reaches


def test_the_mark_is_the_same_for_a_reported_head_count(counted):
    reported(10, 3)
    assert counted().reaches_women_mark is False

    reported(10, 4)
    assert counted().reaches_women_mark is True


def test_where_the_sex_of_somebody_is_not_stated_the_share_is_unknown(counted, join):
    join(women=3, men=3, unstated=1)

    group = counted()
    assert group.head_count == 7
    assert group.women is None
    assert group.women_share is None


def test_a_group_of_nobody_has_no_share(counted):
    reported(0, 0)

    assert counted().women_share is None


# Who is named


def test_a_member_is_not_named_unless_they_agreed(group, client):
    Member.objects.create(group=group, full_name="Асан Жашыруун")
    Member.objects.create(group=group, full_name="Бакыт Ачык", is_public=True)

    html = client.get(group.get_absolute_url()).content.decode()
    assert "Бакыт Ачык" in html
    assert "Жашыруун" not in html
    assert [member.full_name for member in group.public_members()] == ["Бакыт Ачык"]


def test_nobody_is_named_by_default():
    assert Member().is_public is False


def test_those_who_left_are_named_no_more(group, client):
    Member.objects.create(
        group=group, full_name="Бакыт Мурдагы", is_public=True, left_on=date(2020, 1, 1)
    )

    assert "Мурдагы" not in client.get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize("name", ["groups:group_list", "home", "about"])
def test_no_other_page_names_members(group, client, name):
    Member.objects.create(group=group, full_name="Бакыт Ачык", is_public=True)

    assert "Бакыт" not in client.get(reverse(name)).content.decode()


def test_nobody_leaves_before_joining(group):
    member = Member(
        group=group, full_name="Асан", joined_on=date(2024, 1, 2), left_on=date(2024, 1, 1)
    )

    with pytest.raises(ValidationError):
        member.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.bulk_create([member])


# Which groups


def test_a_dissolved_group_is_no_longer_listed_and_keeps_its_page(group, client):
    group.dissolved_on = date(2024, 1, 1)
    group.save()

    listed = client.get(reverse("groups:group_list"))
    assert list(listed.context["groups"]) == []
    assert client.get(group.get_absolute_url()).status_code == 200


def test_groups_stand_in_the_order_of_the_kyrgyz_alphabet(db, client):
    for name in ("Өнүгүү", "Омор", "Үмүт", "Умут"):
        InitiativeGroup.objects.create(name_ky=name)

    listed = client.get(reverse("groups:group_list")).context["groups"]
    assert [group.name_ky for group in listed] == ["Омор", "Өнүгүү", "Умут", "Үмүт"]


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30])
def test_a_group_or_village_that_does_not_exist_is_not_found(client, db, pk):
    assert client.get(f"/ky/groups/{pk}/").status_code == 404
    assert client.get(f"/ky/villages/{pk}/").status_code == 404

"""A full house: one of everything the portal holds, in every state, built through the doors.

What may not be seen carries a marker word of its own (`markers.py`), so that a test which
meets the word somewhere knows what has leaked. Nothing in it is English but one citizen's words.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone, translation

from aimak_portal import roles
from groups.history import act
from groups.models import (
    Aimak,
    ContactPhone,
    Deletion,
    Deputy,
    EarlierName,
    Erasure,
    InitiativeGroup,
    LegalReference,
    Member,
    PersonalAccess,
    Village,
    YearlyFigures,
)
from hearings.models import EntryDraft, Hearing, HearingDocument, Minutes, Proposer
from tests.aimak_portal import house_deeds, house_money, house_words
from tests.aimak_portal.markers import HIDDEN, PERSONAL, PRIVATE_PHONE, fields, words
from tests.attachments import samples
from tests.desk import with_second_factor
from tests.hearings import sheets


@dataclass
class House:
    """What was built, by name."""

    aimak: Aimak = None
    clerk: object = None
    villages: list = field(default_factory=list)
    hearings: dict = field(default_factory=dict)
    proposals: dict = field(default_factory=dict)
    photos: dict = field(default_factory=dict)
    papers: dict = field(default_factory=dict)
    acts: dict = field(default_factory=dict)
    groups: dict = field(default_factory=dict)
    secrets: dict = field(default_factory=dict)
    programs: dict = field(default_factory=dict)
    measures: dict = field(default_factory=dict)
    measure_photos: dict = field(default_factory=dict)
    partners: dict = field(default_factory=dict)
    awards: dict = field(default_factory=dict)
    codes: dict = field(default_factory=dict)
    budgets: dict = field(default_factory=dict)
    lines: dict = field(default_factory=dict)
    amendments: dict = field(default_factory=dict)
    uploads: dict = field(default_factory=dict)
    deletion: object = None


def build():
    """Everything, in the order in which it happens in an aimak."""
    house = House(clerk=_keeper())
    _people(house)
    _deletion(house)
    _hearings(house)
    _postings(house)
    _papers(house)
    _minutes(house)
    house_words.proposals(house)
    house_words.photos(house)
    house_words.acts(house)
    house_deeds.build(house)
    house_money.build(house)
    _waiting(house)
    _traces(house)
    return house


def _keeper():
    """Who entered everything; no page of the public site names a colleague."""
    name = HIDDEN["a colleague who entered a step"]
    return get_user_model().objects.create_user(name, first_name=name, last_name=name)


def _people(house):
    house.aimak = Aimak.objects.create(
        **fields("name", "1-Май айыл аймагы", "1-Майский айылный аймак"),
        **fields("rayon", "Ала-Бука району", "Ала-Букинский район"),
        **fields("oblast", "Жалал-Абад облусу", "Джалал-Абадская область"),
        **fields("address", "Айры-Там айылы, Борбор көчөсү, 1", "село Айры-Там, Центральная, 1"),
        **fields("about", "Аймак жөнүндө.", "Об аймаке."),
        **fields("groups_purpose", "Сунуштарды чогултуу", "Собирать предложения"),
        email="aimak@example.kg",
        group_count=8,
        groups_since=2014,
        women_share_above=30,
        is_demo=True,
    )
    ContactPhone.objects.create(aimak=house.aimak, number="+996312000001", is_public=True)
    ContactPhone.objects.create(aimak=house.aimak, number=PRIVATE_PHONE)
    EarlierName.objects.create(
        aimak=house.aimak,
        **fields("name", "Ак-Там айыл аймагы", "Ак-Тамский аймак"),
        valid_until=date(2023, 5, 4),
    )
    LegalReference.objects.create(
        aimak=house.aimak,
        **fields("title", "Жергиликтүү бюджет мыйзамы", "Закон о местном бюджете"),
        url="https://example.kg/law",
        checked_on=date(2025, 2, 3),
    )
    house.villages = [
        Village.objects.create(**fields("name", "Айры-Там")),
        Village.objects.create(**fields("name", "Ажек")),
    ]
    village = house.villages[0]
    YearlyFigures.objects.create(year=2026, village=village, population=2450, women=1240)
    YearlyFigures.objects.create(year=2026, population=12450, households=3100, group_count=8)
    Deputy.objects.create(
        full_name="Асан Үсөнов", village=village, **fields("office", "төрага", "председатель")
    )
    listed = InitiativeGroup.objects.create(
        **fields("name", "Таза суу", "Чистая вода"), village=village, founded_year=2014
    )
    reported = InitiativeGroup.objects.create(
        **fields("name", "Энелер тобу", "Группа матерей"), reported_members=50, reported_women=50
    )
    house.groups = {"listed": listed, "reported": reported}
    for name, public, left in [
        ("Бурул Кадырова", True, None),
        (HIDDEN["a member who did not agree to be named"].title(), False, None),
        (HIDDEN["a member who has left"].title(), True, date(2025, 1, 2)),
    ]:
        Member.objects.create(
            group=listed, full_name=name, sex="female", is_public=public, left_on=left
        )


def _deletion(house):
    """Something that a colleague deleted, and that may be brought back."""
    figures = YearlyFigures.objects.create(year=2020, village=house.villages[0], population=1)
    with act(by=house.clerk, why=words("Эки жолу киргизилген.", "Внесено дважды.")):
        house.deletion = Deletion.objects.throw(figures)
        group = InitiativeGroup.objects.create(**fields("name", "Эски топ", "Старая группа"))
        Member.objects.create(group=group, full_name=PERSONAL["full_name"], sex="female")
        Deletion.objects.throw(group)


def _waiting(house):
    """A page of a hearing that nobody saved, and an Excel file that nobody took in."""
    hearing = house.hearings["held"]
    typed = {f"row-0-{name}": [PERSONAL[name]] for name in ("full_name", "phone")}
    EntryDraft.keep(hearing, house.clerk, typed)
    person = {name: PERSONAL[name] for name in ("full_name", "phone")}
    with translation.override("ky"):
        sheets.brought(hearing, sheets.filled(hearing, {**sheets.ROW, **person}), by=house.clerk)


def _traces(house):
    """That a colleague looked at somebody's data, and that other data was erased."""
    proposer = Proposer.objects.order_by("pk").first()
    PersonalAccess.objects.note(house.clerk, [proposer])
    Erasure.objects.create(
        kind=proposer._meta.label, record=proposer.pk + 1000, why="asked", at=timezone.now()
    )


def _hearings(house):
    now = timezone.now()
    make = _hearing_maker(house)
    announced = make("announced", Hearing.Kind.BUDGET_DRAFT, 2027, now + timedelta(days=21))
    announced.announce(by=house.clerk)
    cancelled = make("cancelled", Hearing.Kind.RULES, None, now + timedelta(days=5))
    cancelled.announce(by=house.clerk)
    cancelled.cancel(note=words("Жол жабык.", "Дорога закрыта."), by=house.clerk)
    moved = make("moved", Hearing.Kind.SEDP, 2027, now + timedelta(days=6))
    moved.announce(by=house.clerk)
    moved.move(
        starts_at=now + timedelta(days=30),
        note=words("Зал бош эмес.", "Зал занят."),
        by=house.clerk,
    )
    for name, kind, year, starts_at in [
        ("held", Hearing.Kind.SEDP, 2026, now - timedelta(days=7)),
        ("recorded", Hearing.Kind.BUDGET_DRAFT, 2026, now - timedelta(days=300)),
        ("without a date", Hearing.Kind.OTHER, None, None),
    ]:
        make(name, kind, year, starts_at).publish_past(by=house.clerk)
    draft = make("draft", Hearing.Kind.OTHER, 2027, now + timedelta(days=40))
    marker = HIDDEN["a hearing that is not announced"]
    for column in ("title", "place", "notice", "agenda"):
        for code in ("ky", "ru", "en"):
            setattr(draft, f"{column}_{code}", f"{marker} {column}" if code == "en" else marker)
    draft.save()


def _postings(house):
    note = HIDDEN["a note on where a notice hung"]
    for name in ("announced", "draft"):
        place = {"ky": "Дүкөндүн жанында"}
        house.hearings[name].hang_notice(place, hung_on=timezone.localdate(), note=note)


def _hearing_maker(house):
    def make(name, kind, year, starts_at):
        hearing = house.hearings[name] = Hearing(
            kind=kind,
            subject_year=year,
            starts_at=starts_at,
            village=house.villages[0],
            **fields("place", "Маданият үйү", "Дом культуры"),
            **fields("notice", "Баарыңыздарды чакырабыз.", "Приглашаем всех."),
            **fields("agenda", "Бюджет\nСунуштар", "Бюджет\nПредложения"),
        )
        if name == "draft":
            hearing.save()
        return hearing

    return make


def _papers(house):
    hearings = house.hearings
    kinds = HearingDocument.Kind
    for name, hearing, kind, title, public in [
        ("public", "recorded", kinds.BRIEF, "Бюджеттин долбоору", True),
        ("scan", "recorded", kinds.SIGNED_MINUTES, "Кол коюлган протокол", True),
        ("hidden", "recorded", kinds.OTHER, HIDDEN["a paper that is not public"], False),
        ("attendance", "recorded", kinds.ATTENDANCE, HIDDEN["an attendance sheet"], False),
        ("of a draft", "draft", kinds.BRIEF, HIDDEN["a paper of that hearing"], True),
    ]:
        paper = house.papers[name] = HearingDocument.from_upload(
            samples.upload(samples.PDF, "кагаз.pdf"),
            hearing=hearings[hearing],
            kind=kind,
            is_public=public,
            title_ky=title,
            title_ru=title,
        )
        paper.save()


def _minutes(house):
    minutes = Minutes.record(
        house.hearings["recorded"],
        by=house.clerk,
        participants=2135,
        women=1255,
        men=880,
        from_groups=25,
        items_received=11,
        accepted=7,
        **fields("summary", "Жол жана суу жөнүндө.", "О дороге и воде."),
    )
    minutes.sign(by=house.clerk)
    minutes.correct(by=house.clerk, reason=words("Ката басылган.", "Опечатка."), accepted=8)


def staff():
    """One user of each role, and one who may do everything."""
    roles.sync_roles()
    users = SimpleNamespace()
    model = get_user_model()
    for role in ("clerk", "treasurer", "head", "deputy"):
        user = model.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        setattr(users, role, user)
    users.superuser = model.objects.create_superuser("superuser")
    for strong in (users.head, users.superuser):
        with_second_factor(strong)
    return users

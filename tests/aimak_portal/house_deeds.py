"""The programmes of the full house, their measures in every status, and the awards."""

from datetime import date

from hearings.models.choices import Sector
from programs.models import (
    Award,
    Contribution,
    Measure,
    MeasurePhoto,
    Partner,
    Program,
    ProgramSector,
    Result,
)
from programs.models.choices import Source, Status
from tests.aimak_portal.markers import HIDDEN, fields, words
from tests.attachments import samples

HIDDEN_MEASURE = HIDDEN["a measure that is not public"]


def build(house):
    _programs(house)
    _measures(house)
    _moves(house)
    _sources(house)
    _results(house)
    _photos(house)
    _awards(house)


def _programs(house):
    hidden = HIDDEN["a programme that is not public"]
    for name, title, years, act, public in [
        ("public", "Аймакты өнүктүрүү", (2022, 2026), "public", True),
        # Everybody may read it, but not the paper that approved it.
        ("by a hidden act", "Кийинки өнүгүү", (2026, 2030), "hidden", True),
        ("hidden", hidden, (2027, 2029), None, False),
    ]:
        program = house.programs[name] = Program.objects.create(
            **fields("title", title),
            **fields("about", f"{title}: максаты."),
            first_year=years[0],
            last_year=years[1],
            resolution=house.acts[act] if act else None,
            is_public=public,
        )
        ProgramSector.objects.create(
            program=program, sector=Sector.WATER, **fields("goal", f"{title}: суу.")
        )
        # One of them is not announced.
        program.hearings.set([house.hearings["recorded"], house.hearings["draft"]])


def _measures(house):
    make = _measure_maker(house)
    village = house.villages[0]
    make("planned", "Китепкананын чатыры", "public", first_year=2027, planned_cost=900_000)
    make("funded", "Көпүрө", "public", "published", village=village, last_year=2027)
    make("under way", "Таза суу", "by a hidden act", "in_budget", "taken down", village=village)
    make("done", "Мектеп автобусу", "public", "in_program", first_year=2025, last_year=2026)
    make("stopped", "Эски мунара", None, "rejected", planned_cost=50_000)
    # A public measure of a programme that is not.
    make("of a hidden programme", "Дамба", "hidden", sector=Sector.DISASTERS)
    make(
        "hidden",
        HIDDEN_MEASURE,
        "public",
        "published",
        village=village,
        planned_cost=int(HIDDEN["an amount of that measure"]),
        is_public=False,
    )


def _measure_maker(house):
    def make(name, title, program, *proposals, **values):
        measure = house.measures[name] = Measure(
            **fields("title", title),
            **fields("about", f"{title} жөнүндө."),
            **fields("indicator", f"{title}: саны"),
            **fields("indicator_unit", "даана", "штук"),
            **fields("responsible", f"{title}: жооптуу"),
            program=house.programs[program] if program else None,
            indicator_target=4,
            **({"sector": Sector.WATER, "households": 143, "pupils": 85} | values),
        )
        measure.full_clean()
        measure.save()
        measure.proposals.set([house.proposals[each] for each in proposals])

    return make


def _moves(house):
    by, measures = house.clerk, house.measures
    day = date(2026, 5, 3)
    for name, *way in [
        ("funded", Status.FUNDED),
        ("under way", Status.FUNDED, Status.UNDER_WAY),
        ("done", Status.UNDER_WAY, Status.DONE),
        ("hidden", Status.UNDER_WAY),
    ]:
        for status in way:
            measures[name].move_to(status, by=by, on=day)
    measures["stopped"].move_to(
        Status.STOPPED, by=by, reason=words("Акча жок.", "Нет денег."), on=day
    )
    measures["under way"].add_note(words("Казуу башталды.", "Начали копать."), by=by)
    measures["hidden"].add_note(words(HIDDEN["a note on that measure"]), by=by)


def _sources(house):
    helper = Partner.objects.create(**fields("name", "Дүйнөлүк азык-түлүк", "Продовольствие"))
    secret = Partner.objects.create(**fields("name", HIDDEN["who helps with that measure"]))
    house.partners = {"public": helper, "hidden": secret}
    for place, source in enumerate(Source):
        stated = place % 2 == 0
        Contribution.objects.create(
            measure=house.measures["done"],
            source=source,
            partner=helper if stated else None,
            amount=50_000 * (place + 1) if stated else None,
            **fields("words", "Күч менен" if not stated else "Акча"),
        )
    Contribution.objects.create(
        measure=house.measures["hidden"],
        source=Source.DONOR,
        partner=secret,
        amount=int(HIDDEN["an amount of that measure"]),
        **fields("words", HIDDEN_MEASURE),
    )


def _results(house):
    for name, what, quantity in [
        ("done", "Автобус", 1),
        ("done", "Аялдамалар", None),
        ("under way", "Түтүк", "4.5"),
        ("hidden", HIDDEN_MEASURE, 7),
    ]:
        Result.objects.create(
            measure=house.measures[name],
            quantity=quantity,
            **fields("what", what),
            **fields("unit", "км"),
        )


def _photos(house):
    moments = MeasurePhoto.Moment
    for name, measure, moment, caption, public in [
        ("before", "done", moments.BEFORE, "Жол жок эле", True),
        ("after", "done", moments.AFTER, "Жаңы автобус", True),
        (
            "unseen",
            "done",
            moments.DURING,
            HIDDEN["a photo of a measure that nobody has looked at"],
            False,
        ),
        ("of a hidden one", "hidden", moments.AFTER, HIDDEN["a photo of that measure"], True),
    ]:
        photo = house.measure_photos[name] = MeasurePhoto.from_upload(
            samples.upload(samples.picture(size=(64, 48))),
            measure=house.measures[measure],
            moment=moment,
            taken_on=date(2026, 6, 1),
            is_public=public,
            **fields("caption", caption),
        )
        photo.save()


def _awards(house):
    hidden = HIDDEN["an award that is not public"]
    for name, contest, measure, public in [
        ("public", "Мыкты айыл аймагы", "done", True),
        # Everybody may read it, but not for which measure the prize was used.
        ("for a hidden measure", "Таза айыл", "hidden", True),
        ("hidden", hidden, "done", False),
    ]:
        house.awards[name] = Award.objects.create(
            **fields("contest", contest),
            **fields("initiative", f"{contest}: демилге"),
            **fields("bought", f"{contest}: сатып алынды"),
            **fields("note", f"{contest}: эскертүү"),
            measure=house.measures[measure],
            year=2025,
            place=2,
            prize=170_000,
            is_public=public,
        )

"""The page of a measure: the figures of the sources exactly, what is unknown said to be unknown."""

from datetime import date
from decimal import Decimal

import pytest

from programs.models import Award, MeasurePhoto, Partner
from tests import deeds
from tests.attachments import samples
from tests.desk import sign_in
from tests.programs.pages import page, tiles, words

LANGUAGES = ("ky", "ru", "en")
TOTAL = {"ky": "300 000", "ru": "300 000", "en": "300,000"}


def shown(client, measure, language="en"):
    return page(client, f"measures/{measure.pk}/", language)


@pytest.fixture
def transport(db):
    """School transport: 250 000 from the local budget and 50 000 from parents; 85 pupils."""
    transport = deeds.measure("Transport", sector="transport", pupils=85)
    deeds.gives(transport, "local_budget", 250_000)
    deeds.gives(transport, "community", 50_000)
    return transport


@pytest.fixture
def water(village):
    """Water: a donor and machinery without amounts; 4.5 km; households and people."""
    water = deeds.measure(
        "Water",
        sector="water",
        village=village,
        households=143,
        women=109,
        men=155,
        children=85,
    )
    donor = Partner.objects.create(name_en="UN World Food Programme")
    deeds.gives(water, "donor", words="Pipes", partner=donor)
    deeds.gives(water, "local_budget", words="Machinery and fuel")
    deeds.made(water, "Pipe", "4.5", "km")
    water.move_to("done")
    return water


@pytest.mark.parametrize("language", LANGUAGES)
def test_school_transport_is_250_000_and_50_000_som_and_85_pupils(client, transport, language):
    html = shown(client, transport, language)

    money = words(html)
    assert TOTAL[language].replace("300", "250") in money
    assert TOTAL[language].replace("300", "50") in money
    assert TOTAL[language] in money
    assert "85" in tiles(html).values()


def test_a_whole_sum_is_a_sum_and_not_a_least(client, transport):
    text = words(shown(client, transport))

    assert "Total 300,000 som" in text
    assert "At least" not in text


def test_a_sum_without_every_amount_is_a_least(client, transport):
    deeds.gives(transport, "ashar", words="Drivers of the village")

    text = words(shown(client, transport))
    assert "At least; sources without an amount: 1 300,000 som" in text
    assert "Total" not in text


@pytest.mark.parametrize(
    ("language", "unknown", "length"),
    [("ky", "Көрсөтүлгөн эмес", "4,5"), ("ru", "Не указано", "4,5"), ("en", "Not stated", "4.5")],
)
def test_water_has_its_length_its_people_and_no_invented_money(
    client, water, language, unknown, length
):
    html = shown(client, water, language)

    figures = list(tiles(html).values())
    assert figures == [f"{length} km", "143", "109", "155", "85"]
    assert html.count(unknown) >= 2
    assert "UN World Food Programme" in html
    assert "300" not in words(html)


def test_people_are_never_added_up(client, water):
    text = words(shown(client, water))

    assert "One person may stand in several of these figures" in text
    for total in (349, 109 + 155, 143 + 349):
        assert f" {total} " not in text


def test_whom_no_paper_counts_are_not_stated(client, db):
    text = words(shown(client, deeds.measure()))

    assert "Who gains from it Not stated" in text
    assert "Who paid for it is not stated yet." in text
    assert "No line of a budget is named for it yet." in text


def test_money_of_which_no_amount_is_known(client, water):
    assert "No source states an amount." in words(shown(client, water))


def test_what_is_done_without_a_result_says_so(client, db):
    measure = deeds.measure()
    assert "What was made" not in words(shown(client, measure))
    measure.move_to("done")
    assert "The result is not stated." in words(shown(client, measure))


def test_the_plan_names_village_programme_years_cost_indicator_and_who_answers(client, village):
    programme = deeds.program("SEDP")
    measure = deeds.measure(
        "Water",
        program=programme,
        village=village,
        first_year=2022,
        last_year=2024,
        planned_cost=1_250_000,
        indicator_en="Length",
        indicator_target=Decimal("4.500"),
        indicator_unit_en="km",
        responsible_en="Aiyl okmotu",
    )
    html = shown(client, measure)
    text = words(html)

    for said in (
        "Village Airy-Tam",
        "Programme 2022–2026",
        "Years 2022–2024",
        "Planned cost 1,250,000 som",
        "Responsible Aiyl okmotu",
        "To be reached Length: 4.5 km",
    ):
        assert said in text
    assert programme.get_absolute_url().replace("/ky/", "/en/") in html


def test_lines_show_each_year_and_their_sums(client, transport):
    for year, amount in ((2025, 1000), (2026, 2000)):
        budget = deeds.budget(year)
        line = deeds.line(budget, "4", amount, measure=transport)
        deeds.approve(budget)
        if year == 2026:
            budget.amend(deeds.act("4/2"), [(line, Decimal(-500))])
            line.record_execution(2, Decimal(700))

    text = words(shown(client, transport))

    assert "1,000 som 1,000 som Not stated" in text
    assert "2,000 som 1,500 som 700 som by the end of quarter 2" in text
    assert "Total 3,000 som 2,500 som 700 som lines without a figure: 1" in text


def test_steps_and_notes_stand_in_their_order_and_undated_ones_say_so(client, transport):
    transport.move_to("under_way", on=date(2026, 5, 1))
    transport.add_note({"en": "Half is done."})

    text = words(shown(client, transport))

    assert text.endswith(
        "What happened when Under way 1 May 2026 Progress The date is not stated. Half is done."
    )


def test_why_it_was_stopped_stands_on_the_way(client, transport):
    transport.move_to("stopped", reason={"en": "No driver."})

    assert "The measure was stopped. No driver." in words(shown(client, transport))


def photo(measure, moment, **values):
    upload = samples.upload(samples.picture(size=(64, 48)))
    picture = MeasurePhoto.from_upload(upload, measure=measure, moment=moment, **values)
    picture.save()
    return picture


def test_public_photos_stand_from_before_to_after_with_their_captions(client, transport):
    after = photo(transport, "after", is_public=True, caption_en="The new bus")
    before = photo(transport, "before", is_public=True, taken_on=date(2026, 3, 1))
    hidden = photo(transport, "during", caption_en="A face")

    html = shown(client, transport)

    assert html.index(str(before.key)) < html.index(str(after.key))
    assert "Before 1 March 2026" in words(html)
    assert "After The new bus" in words(html)
    assert str(hidden.key) not in html
    assert "A face" not in html


def served(client, address):
    """The answer that hands over a file, read to its end."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    return answer


def test_a_photo_is_served_once_published_and_to_those_who_keep_measures(client, transport, aimak):
    keeper = sign_in("head")
    picture = photo(transport, "before")
    for address in (picture.image_url, picture.thumbnail_url):
        assert client.get(address).status_code == 404
        assert served(keeper, address)["Cache-Control"] == "private, no-store"
    MeasurePhoto.objects.update(is_public=True)
    for address in (picture.image_url, picture.thumbnail_url):
        answer = served(client, address)
        assert answer["Content-Type"] == "image/webp"
        assert answer["Cache-Control"].startswith("public")


def test_a_photo_of_a_hidden_measure_stays_hidden(client, transport):
    picture = photo(transport, "before", is_public=True)
    type(transport).objects.update(is_public=False)

    assert client.get(picture.image_url).status_code == 404


def test_who_asked_is_listed_with_the_hearing(client, transport, decided, held_hearing):
    decided.hearing = held_hearing
    decided.save()
    transport.proposals.add(decided)

    html = shown(client, transport)

    assert decided.get_absolute_url().replace("/ky/", "/en/") in html
    assert held_hearing.get_absolute_url().replace("/ky/", "/en/") in html


def test_an_award_whose_prize_went_into_the_measure_is_named(client, transport):
    Award.objects.create(contest_en="Local Initiatives", prize=100_000, measure=transport)
    Award.objects.create(contest_en="Hidden one", measure=transport, is_public=False)

    text = words(shown(client, transport))

    assert "Local Initiatives" in text
    assert "Prize: 100,000 som" in text
    assert "Hidden one" not in text


def test_a_measure_that_is_not_public_is_not_there(client, transport):
    type(transport).objects.update(is_public=False)
    response = client.get(f"/en/measures/{transport.pk}/")

    assert response.status_code == 404
    assert "Transport" not in response.content.decode()


def test_a_programme_that_is_not_public_is_not_named_by_its_measure(client, db):
    measure = deeds.measure(program=deeds.program("Secret", is_public=False))

    html = shown(client, measure)
    assert "Secret" not in html
    assert "2022" not in words(html)


def test_text_in_another_language_is_marked_as_such(client, db):
    measure = deeds.measure()
    type(measure).objects.update(title_en="", title_ru="")

    assert '<span lang="ky">Чара ky</span>' in shown(client, measure)

"""Report 6: who paid, what was made, who gained, which contests were won, before and after."""

from datetime import date
from decimal import Decimal
from io import StringIO

from django.core.management import call_command

from programs.models import Award, Measure, MeasurePhoto, Partner
from tests import deeds
from tests.queries.counting import asked
from tests.reports.reading import page, table, words
from tests.reports.sections import figures, section

ADDRESS = "/en/reports/results/"


def done(title="Pipe", **values):
    measure = deeds.measure(title, **values)
    measure.move_to("done")
    return measure


def photo(measure, moment, **values):
    sizes = dict.fromkeys(("width", "height", "thumb_width", "thumb_height"), 100)
    return MeasurePhoto.objects.create(
        measure=measure, moment=moment, image="x.webp", thumbnail="x.webp", **sizes, **values
    )


def titles(key, **chosen):
    rows = table("results", key, **chosen)
    return [name.removesuffix(" en") for name in rows if name != "total"]


def test_the_demonstration_tells_the_figures_of_the_sources(db):
    call_command("load_demo", stdout=StringIO())

    made = {(str(row[0]), row[1], str(row[2])) for row in section("results", "made").table.rows}
    gained = [row[1:] for row in section("results", "gained").table.rows]
    given = [(str(row[1]), row[3]) for row in section("results", "given").table.rows]

    assert ("Drinking water pipe laid", Decimal("4.500"), "km") in made
    assert ("Dam built and paved with stones", Decimal("300.000"), "m") in made
    assert ("Trees planted", Decimal("2000.000"), "seedlings") in made
    # Households, families, women, men, children, pupils; what is not stated stays empty.
    assert (143, "", 109, 155, 85, "") in gained
    assert ("", 180, "", "", "", "") in gained
    assert ("", "", "", "", "", 85) in gained
    assert ("Local budget", Decimal("250000.00")) in given
    assert ("Parents and community", Decimal("50000.00")) in given
    prizes = table("results", "awards")
    assert {row["prize"] for row in prizes.values()} == {100_000, 170_000, 270_000}


def test_money_is_added_up_by_source_and_what_is_not_stated_is_counted_apart(aimak):
    first, second = done(), done("Dam")
    deeds.gives(first, "donor", Decimal("0.10"))
    deeds.gives(second, "donor", Decimal("0.20"))
    deeds.gives(second, "donor", words="Stones")
    deeds.gives(second, "ashar", words="Two days")

    rows = table("results", "sources")

    assert (rows["Donor"]["amount"], rows["Donor"]["unstated"]) == (Decimal("0.30"), 1)
    # Work without an amount is not money of zero.
    assert (rows["Ashar: common work"]["amount"], rows["Ashar: common work"]["unstated"]) == (
        None,
        1,
    )
    assert (rows["total"]["amount"], rows["total"]["contributions"]) == (Decimal("0.30"), 4)
    assert figures("results")["Money given"] == "0.30 som"
    assert "at least; without an amount: 2" in words("results")


def test_a_stated_zero_stays_a_zero(aimak):
    deeds.gives(done(), "donor", Decimal(0))

    assert table("results", "sources")["Donor"]["amount"] == 0


def test_each_contribution_is_told_with_its_partner_and_words(aimak):
    partner = Partner.objects.create(name_en="A donor")
    deeds.gives(done(), "donor", words="Pipes", partner=partner)

    row = table("results", "given")["Pipe en"]

    assert [str(row[name]) for name in ("source", "partner", "words")] == [
        "Donor",
        "A donor",
        "Pipes en",
    ]
    assert row["amount"] is None


def test_only_measures_that_are_done_are_counted(aimak):
    measure = deeds.measure("Pipe", households=10)
    deeds.gives(measure, "donor", 5)
    deeds.made(measure, "Pipe laid", 3, "km")
    assert figures("results")["Measures done"] == "0"

    measure.move_to("done")

    assert figures("results")["Measures done"] == "1"
    assert table("results", "kinds")["Households"]["count"] == 10


def test_the_results_are_those_of_the_page_of_the_village(client, village):
    deeds.made(done(village=village), "Pipe laid", 3, "km")
    deeds.made(deeds.measure("Dam", village=village), "Wall", 1, "m")

    told = client.get(f"/en/villages/{village.pk}/").context["results"]

    assert titles("made", village=village.pk) == [result.what_en for result in told]
    assert titles("made", village=village.pk) == ["Pipe laid"]


def test_quantities_are_added_only_where_name_and_unit_are_the_same(aimak):
    measure = done()
    for what, quantity, unit in (
        ("Trees planted", 400, "seedlings"),
        ("trees planted", Decimal("2000.5"), "seedlings"),
        ("Trees planted", 7, "hectares"),
        ("Trees planted", None, "seedlings"),
        ("Pipe", 3, "km"),
        ("Lamps", 3, ""),
        ("Lamps", 4, ""),
    ):
        deeds.made(measure, what, quantity, unit)

    rows = table("results", "together")

    assert {name: (row["quantity"], row["results"]) for name, row in rows.items()} == {
        "Trees planted": (Decimal("2400.5"), 2)
    }
    assert len(section("results", "made").table.rows) == 7
    assert "Results without a quantity: 1" in words("results")


def test_without_anything_to_add_up_there_is_no_such_section(aimak):
    deeds.made(done(), "Pipe", 3, "km")

    assert section("results", "together") is None


def test_who_gains_is_told_kind_by_kind_and_never_across_kinds(aimak):
    done("A", households=143, women=109, men=155)
    done("B", households=7)
    done("C")

    kinds = table("results", "kinds")

    assert {
        name: (row["count"], row["stated"], row["unstated"]) for name, row in kinds.items()
    } == {"Households": (150, 2, 1), "Women": (109, 1, 2), "Men": (155, 1, 2)}
    assert "The same people may gain from several measures" in words("results")
    assert "Measures that are done and do not state who gains: 1" in words("results")
    # Neither 143 + 109 + 155 nor any other sum over kinds.
    assert "407" not in words("results") and "414" not in words("results")


def test_a_measure_that_states_nobody_gains_says_zero(aimak):
    done(pupils=0)

    assert table("results", "kinds")["Pupils"]["count"] == 0
    assert table("results", "gained")["Pipe en"]["pupils"] == 0


def test_years_are_those_of_the_measures_and_of_the_awards(aimak):
    done("Early", first_year=2024, last_year=2025, households=1)
    done("Late", first_year=2026, last_year=2026, households=2)
    done("Unknown", households=4)
    Award.objects.create(contest_en="Old", year=2014, prize=1)
    Award.objects.create(contest_en="Undated", prize=2)

    assert titles("gained", first_year=2025) == ["Late", "Early"]
    assert titles("gained", first_year=2024, last_year=2024) == ["Early"]
    said = words("results", first_year=2014, last_year=2014)
    assert "Measures of unknown years, which no year can name: 1" in said
    assert "Awards of unknown year, which no year can name: 1" in said
    assert titles("awards", first_year=2014, last_year=2014) == ["Old"]


def test_topic_and_village_narrow_every_part(village):
    pipe = done("Pipe", sector="water", village=village, households=1)
    done("Road", sector="roads", households=2)
    Award.objects.create(contest_en="For the pipe", measure=pipe)
    Award.objects.create(contest_en="For all")

    for chosen in ({"sector": "water"}, {"village": village.pk}):
        assert titles("gained", **chosen) == ["Pipe"]
        assert titles("awards", **chosen) == ["For the pipe"]


def test_what_is_not_public_is_not_there(aimak):
    secret = done("Secret", households=77)
    deeds.gives(secret, "donor", 12_345)
    deeds.made(secret, "Secret thing", 3, "km")
    photo(secret, "after", is_public=True)
    Award.objects.create(contest_en="Known", measure=secret)
    hidden = Award.objects.create(contest_en="Silent", prize=9)
    before = page("results").content.decode()
    assert all(word in before for word in ("Secret", "12,345", "77", "Silent", "<img"))

    Measure.objects.update(is_public=False)
    Award.objects.filter(pk=hidden.pk).update(is_public=False)

    html = page("results").content.decode()
    assert "Known" in html
    assert not any(word in html for word in ("Secret", "12,345", "77", "Silent", '"photos"'))


def test_published_photos_stand_before_and_after_and_load_lazily(aimak):
    measure = done()
    photo(measure, "after", is_public=True, caption_en="Water runs", taken_on=date(2026, 9, 1))
    photo(measure, "before", is_public=True)
    photo(measure, "during", is_public=True)
    photo(measure, "before")

    pictures = section("results", "photos").photos
    html = page("results").content.decode()

    assert [picture.moment for picture in pictures] == ["Before", "After"]
    assert html.count('loading="lazy"') == 2
    assert 'alt="Before: Pipe en"' in html
    assert 'alt="After: Water runs"' in html
    assert f'<a href="/en/measures/{measure.pk}/">Pipe en</a>' in html


def test_words_on_a_photo_are_escaped(aimak):
    measure = done("<b>bold</b>")
    photo(measure, "after", is_public=True, caption_en='"><script>x</script>')

    html = page("results").content.decode()

    assert "<script>x" not in html
    assert "<b>bold" not in html


def test_a_text_in_another_language_is_marked(aimak):
    measure = done()
    photo(measure, "after", is_public=True, caption_ky="Суу келди")

    html = page("results").content.decode()

    assert 'alt="After: Суу келди" lang="ky"' in html
    assert '<span lang="ky">Суу келди</span>' in html


def test_more_photos_than_fit_are_left_to_their_measures(aimak, monkeypatch):
    monkeypatch.setattr("reports.totals.results.MOST_PHOTOS", 1)
    measure = done()
    photo(measure, "before", is_public=True)
    photo(measure, "after", is_public=True)

    assert len(section("results", "photos").photos) == 1


def test_long_lists_say_how_much_they_leave_out(aimak, monkeypatch):
    for name in ("totals.results", "chapters.result_lists", "chapters.gainers"):
        monkeypatch.setattr(f"reports.{name}.MOST", 1)
    for number in range(2):
        measure = done(f"M {number}", households=10)
        deeds.gives(measure, "donor", 1)
        deeds.made(measure, "Pipe", 3, "km")
        Award.objects.create(contest_en=f"Contest {number}", prize=5)

    # Results, who gains, contributions, awards.
    assert words("results").count("The list is long: 1 of 2 stand here.") == 4
    # Sums are those of everything.
    assert table("results", "kinds")["Households"]["count"] == 20
    assert table("results", "together")["Pipe"]["quantity"] == 6
    assert table("results", "awards")["total"]["prize"] == 10


def test_more_results_cost_no_more_queries(village, client):
    def more(number):
        partner = Partner.objects.create(name_en=f"Partner {number}")
        for each in range(number):
            measure = done(f"M {each}", village=village, households=1)
            deeds.gives(measure, "donor", 1, partner=partner)
            deeds.made(measure, "Pipe", 3, "km")
            photo(measure, "after", is_public=True)
            Award.objects.create(contest_en=f"A {each}", measure=measure)

    more(2)
    few = len(asked(client, ADDRESS))
    more(12)

    assert len(asked(client, ADDRESS)) == few

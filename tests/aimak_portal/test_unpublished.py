"""What is not published is not there: by no address, list, search, file, header or log."""

import logging
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from budget.models.choices import Source
from hearings import receipts
from hearings.models import Proposal
from hearings.models.choices import Sector, Status
from programs.models.choices import Status as MeasureStatus
from tests.aimak_portal.leaks import hidden_in, leaks, personal_in, told
from tests.aimak_portal.markers import HIDDEN, PERSONAL
from tests.aimak_portal.routes import addresses, body, public_routes

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# A part of each word: a page may repeat the question, and that is no leak.
QUESTIONS = [word[:-2] for word in HIDDEN.values()]


@pytest.fixture
def reader():
    return Client()


def lists(house):
    """The lists and the search, narrowed in every way, also in ways that no form offers."""
    register = reverse("hearings:proposal_list")
    for value in Status.values:
        yield f"{register}?status={value}"
    for value in Sector.values:
        yield f"{register}?sector={value}"
    for hearing in house.hearings.values():
        yield f"{register}?hearing={hearing.pk}"
        yield f"{reverse('hearings:proposal_new')}?hearing={hearing.pk}"
    for village in house.villages:
        yield f"{register}?village={village.pk}&kind=proposal"
    for lookup in (
        "proposer__phone__startswith=%2B9965",
        "published_at__isnull=True",
        "held_because=fast",
        "page=2",
        "page=-1",
        "page=last",
    ):
        yield f"{register}?{lookup}"
        yield f"{reverse('hearings:hearing_list')}?{lookup}"
    yield from _deeds(house)
    yield from _money(house)
    years = [budget.get_absolute_url() for budget in house.budgets.values()]
    names = [name[:7] for name in PERSONAL["full_name"].split()]
    for word in [*QUESTIONS, *names, "996555", "kupiya"]:
        for place in (register, reverse("search"), reverse("programs:program_list")):
            yield f"{place}?q={quote(word)}"
    yield from (f"{year}?q={quote('купия')}" for year in years)


def _deeds(house):
    """The measures of every programme, narrowed in every way."""
    lists = [reverse("programs:program_list")]
    lists += [program.get_absolute_url() for program in house.programs.values()]
    chosen = [f"status={value}" for value in MeasureStatus.values]
    chosen += [f"sector={value}" for value in Sector.values]
    chosen += [f"village={village.pk}" for village in house.villages]
    chosen += ["is_public=False", "program__isnull=True", "page=2", "page=-1", "page=last"]
    return [f"{place}?{query}" for place in lists for query in chosen]


def _money(house):
    """The budgets and their lines, narrowed in every way."""
    chosen = ["unit=thousand", "side=revenue", "asked=on", "lines=all", "page=2", "is_public=False"]
    chosen += [f"source={value}" for value in Source.values]
    chosen += [f"function={code}" for code in house.codes]
    chosen += [f"village={village.pk}" for village in house.villages]
    lists = [reverse("budget:budget_list")]
    lists += [budget.get_absolute_url() for budget in house.budgets.values()]
    return [f"{place}?{query}" for place in lists for query in chosen]


def chosen(things, *names):
    return [things[name] for name in names]


def hidden_pages(house):
    """Everything hidden that has a page of its own."""
    names = "submitted", "returned", "declined", "taken down", "withdrawn"
    for thing in (
        *chosen(house.proposals, *names),
        house.hearings["draft"],
        house.programs["hidden"],
        house.measures["hidden"],
        house.budgets["draft"],
        *chosen(house.lines, "draft 1", "draft 2"),
    ):
        yield thing.get_absolute_url()
    yield reverse("budget:budget_workbook", args=[house.budgets["draft"].year])
    yield reverse("reports:hearing_calendar", args=[house.hearings["draft"].pk])
    # A line is found in its own year only.
    yield reverse("budget:line_detail", args=[2026, house.lines["draft 2"].pk])


def hidden_files(house):
    """Every file that is not for everybody."""
    for paper in chosen(house.papers, "hidden", "attendance", "of a draft"):
        yield paper.file_url
    photos = chosen(house.photos, "unseen", "of a hidden one")
    for photo in [*photos, *chosen(house.measure_photos, "unseen", "of a hidden one")]:
        yield photo.image_url
        yield photo.thumbnail_url
    yield house.acts["hidden"].file_url


def hidden_addresses(house):
    return [*hidden_pages(house), *hidden_files(house)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_public_address_tells_what_is_hidden(reader, house, language):
    assert leaks(reader, addresses(public_routes(), house, language)) == {}


def test_no_filter_and_no_search_finds_what_is_hidden(reader, house):
    assert leaks(reader, lists(house)) == {}


def test_the_search_finds_what_is_public(reader, house):
    text = told(reader.get(reverse("search"), {"q": "автобус"}))
    assert house.proposals["published"].number in text


# A lock, the thing behind it, and a page that then tells it.
LOCKS = [
    (
        "hearings.models.proposal.ProposalQuerySet.public",
        "a proposal that was declined",
        lambda house: reverse("hearings:proposal_list"),
    ),
    (
        "hearings.models.hearing.HearingQuerySet.public",
        "a hearing that is not announced",
        lambda house: reverse("hearings:hearing_list"),
    ),
    (
        "hearings.models.hearing.step.HearingStepQuerySet.public",
        "why a vote on that proposal was corrected",
        lambda house: house.hearings["recorded"].get_absolute_url(),
    ),
    (
        "hearings.models.files.HearingDocumentQuerySet.public",
        "an attendance sheet",
        lambda house: house.hearings["recorded"].get_absolute_url(),
    ),
    (
        "hearings.models.files.ProposalPhotoQuerySet.looked_at",
        "a photo that nobody has looked at",
        lambda house: house.proposals["published"].get_absolute_url(),
    ),
    (
        "hearings.models.act.LocalActQuerySet.public",
        "an act that is not public",
        lambda house: reverse("document_list"),
    ),
    (
        "hearings.models.step.ProposalStepQuerySet.public",
        "why it was returned",
        lambda house: house.proposals["clarified"].get_absolute_url(),
    ),
    (
        "groups.models.member.MemberQuerySet.public",
        "a member who did not agree to be named",
        lambda house: house.groups["listed"].get_absolute_url(),
    ),
    (
        "programs.models.program.ProgramQuerySet.public",
        "a programme that is not public",
        lambda house: reverse("programs:program_list"),
    ),
    (
        "programs.models.measure.MeasureQuerySet.public",
        "a measure that is not public",
        lambda house: house.programs["public"].get_absolute_url(),
    ),
    (
        "programs.models.measure.MeasureQuerySet.public",
        "a measure that is not public",
        lambda house: house.villages[0].get_absolute_url(),
    ),
    (
        "programs.models.photo.MeasurePhotoQuerySet.public",
        "a photo of a measure that nobody has looked at",
        lambda house: house.measures["done"].get_absolute_url(),
    ),
    (
        "programs.models.award.AwardQuerySet.public",
        "an award that is not public",
        lambda house: reverse("programs:program_list"),
    ),
    (
        "budget.models.budget.BudgetQuerySet.public",
        "a budget that is not published",
        lambda house: house.budgets["draft"].get_absolute_url(),
    ),
    (
        "budget.models.line.BudgetLineQuerySet.public",
        "a line of that budget",
        lambda house: house.lines["draft 2"].get_absolute_url(),
    ),
    (
        "budget.models.line.BudgetLineQuerySet.public",
        "a line of that budget",
        lambda house: house.villages[0].get_absolute_url(),
    ),
]


@pytest.mark.parametrize(("lock", "thing", "page"), LOCKS)
def test_without_its_lock_each_hidden_thing_is_found(reader, house, monkeypatch, lock, thing, page):
    place = page(house)
    assert thing not in leaks(reader, [place]).get(place, set())
    monkeypatch.setattr(lock, QuerySet.all)
    assert thing in leaks(reader, [place]).get(place, set())


def test_a_hidden_thing_answers_as_one_that_never_was(reader, house):
    never = {
        reverse("proposal_detail", args=["2026-99999"]),
        reverse("hearings:hearing_detail", args=[999_999]),
    }
    places = {*hidden_addresses(house), *never}
    answers = {place: reader.get(place) for place in places}
    assert {response.status_code for response in answers.values()} == {404}
    pages = {body(answer).replace(place[4:], "") for place, answer in answers.items()}
    assert len(pages) == 1


def test_a_question_whether_it_changed_is_answered_like_any_other(reader, house):
    for place in hidden_addresses(house):
        for headers in (
            {"If-None-Match": "*"},
            {"If-None-Match": 'W/"1"'},
            {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
            {"If-Match": "*"},
            {"Range": "bytes=0-10"},
        ):
            response = reader.get(place, headers=headers)
            assert response.status_code == 404
            assert "ETag" not in response and "Last-Modified" not in response
        assert reader.head(place).status_code == 404


def test_a_stored_file_has_no_address_of_its_own(reader, house):
    names = [paper.file.name for paper in house.papers.values()]
    for photos in (house.photos, house.measure_photos):
        names += [photo.thumbnail.name for photo in photos.values()]
    for name in names:
        for start in ("/media/", "/static/", "/static/../media/", "/", "/ky/", "/data/media/"):
            assert reader.get(start + name).status_code == 404


def test_a_file_that_staff_may_see_stays_out_of_every_cache(house, staff):
    desk = Client()
    desk.force_login(staff.clerk)
    for place in hidden_files(house):
        response = desk.get(place)
        body(response)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_a_proposal_is_not_sent_to_a_hearing_that_is_not_announced(reader, house):
    hidden = house.hearings["draft"]
    typed = {
        "kind": "proposal",
        "text": "Жол оңдолсун.",
        "language": "ky",
        "sector": "roads",
        "village": house.villages[0].pk,
        "hearing": hidden.pk,
        "consent": "on",
    }
    response = reader.post(reverse("hearings:proposal_new"), typed)
    assert response.status_code == 422
    assert not hidden_in(told(response))
    assert hidden.proposals.count() == 1


def test_words_like_a_hidden_proposal_are_not_offered_as_similar(reader, house):
    hidden = Proposal.objects.get(pk=house.proposals["submitted"].pk)
    hidden.text = "Көпүрөнү тезинен оңдоп берүүнү суранабыз купиякелген"
    hidden.save()
    typed = {
        "kind": "proposal",
        "language": "ky",
        "text": "Көпүрөнү тезинен оңдоп берүүнү суранабыз",
        "go": "where",
    }
    assert not hidden_in(told(reader.post(reverse("hearings:proposal_new"), typed)))


@pytest.mark.parametrize("code", ["", "AAAAA-AAAAA", "2026-00001", "' or 1=1 --"])
def test_without_the_code_tracking_tells_nothing(reader, house, code):
    text = told(reader.post(reverse("hearings:proposal_track"), {"code": code}))
    assert not hidden_in(text) and not personal_in(text)


def test_with_the_code_tracking_names_nobody(reader, house):
    for secret in house.secrets.values():
        code = receipts.printed(receipts.code_from(secret))
        response = reader.post(reverse("hearings:proposal_track"), {"code": code})
        assert response.status_code == 200
        assert not personal_in(told(response))


def test_an_error_page_tells_nothing_of_what_it_was_asked(house, settings):
    reader = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answers = [
        reader.post(reverse("hearings:proposal_new"), dict(PERSONAL)),
        reader.get("/ky/" + PERSONAL["email"]),
        reader.get(reverse("search"), {"q": "\x00"}),
    ]
    assert [answer.status_code for answer in answers] == [403, 404, 400]
    assert not any(
        personal_in(body(answer).replace(PERSONAL["email"], "", 9)) for answer in answers[::2]
    )


def test_nobody_is_named_in_a_log(reader, house, staff, caplog):
    caplog.set_level(logging.DEBUG)
    reader.raise_request_exception = False
    leaks(reader, addresses(public_routes(), house))
    typed = {"kind": "proposal", "text": "Жол.", "consent": "on", "village": "x", **PERSONAL}
    reader.post(reverse("hearings:proposal_new"), typed)
    secret = house.secrets["submitted"]
    code = receipts.printed(receipts.code_from(secret))
    reader.post(reverse("hearings:proposal_track"), {"code": code})
    said = caplog.text.casefold()
    assert caplog.records
    assert not personal_in(said) and not hidden_in(said)
    assert code.casefold() not in said and secret.casefold() not in said

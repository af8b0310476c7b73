"""Before sending, public proposals like it are offered, and the choice of the hearing is kept."""

import pytest

from hearings.forms import SubmissionForm
from hearings.forms.submission import STEPS
from hearings.models import Proposal
from tests.hearings.filling_in import complained

# Has it been proposed already?


@pytest.fixture
def alike(submit, clerk):
    """A public proposal that speaks of the bridge, and one that is not public."""
    public = submit(text="Дарыядагы көпүрөнү оңдоп бериңиздер, балдар мектепке барат.")
    public.publish(by=clerk)
    submit(text="Көпүрөнүн абалы жаман, балдардын мектепке жолу коркунучтуу.")
    return public


def test_similar_public_proposals_are_offered_before_sending(alike, citizen):
    citizen.open()
    citizen.fill(text="Көпүрөсү бузулган, балдары мектептен кеч келет.")
    where = citizen.press("where")

    assert where.response.context["similar"] == [alike]
    assert alike.get_absolute_url() in where.links


@pytest.mark.parametrize(
    "text",
    [
        "Китепканага жаңы китептер керек болуп турат.",
        "Көпүрө",
        "а б в",
        "%%%%%% ______ %_%_%_",
        "Көпүрө\\ мектепке' OR 1=1 --",
    ],
)
def test_words_about_something_else_offer_nothing(alike, text):
    assert Proposal.objects.similar_to(text) in ([], [alike])
    if "мектеп" not in text:
        assert Proposal.objects.similar_to(text) == []


def test_the_most_alike_comes_first_and_only_a_few_are_shown(submit, clerk):
    for number in range(8):
        more = "автобус керек" if number == 3 else ""
        submit(text=f"Мектепке чейинки жолду оңдоо {more}").publish(by=clerk)

    similar = Proposal.objects.similar_to("мектепке баруучу жолдо автобус керек, оңдоо дагы")

    assert len(similar) == 5
    assert "автобус" in similar[0].text


def test_five_hundred_different_words_are_compared_too(alike, citizen):
    words = " ".join(f"{number:05d}" for number in range(10_000, 10_500))
    citizen.open()
    citizen.fill(text=words)

    assert citizen.press("where").status == 200


def test_the_form_keeps_each_choice_of_the_hearing_it_came_from(hearing, citizen):
    citizen.send(query={"hearing": hearing.pk})

    assert Proposal.objects.get().hearing == hearing


def test_a_hearing_that_was_cancelled_meanwhile_is_explained(hearing, citizen):
    citizen.walk_to_the_check(hearing=hearing.pk)
    hearing.cancel(note="x")
    citizen.fill(consent="on")

    page = citizen.press("send")

    assert complained(page, "hearing")
    assert page.fields["text"] == citizen.WORDS


def test_a_draft_hearing_cannot_be_chosen(hearing, citizen):
    type(hearing).objects.filter(pk=hearing.pk).update(published_at=None)
    citizen.open()
    citizen.fill(text=citizen.WORDS)
    citizen.press("where")
    citizen.fill(sector="roads", village=citizen.village.pk, hearing=hearing.pk)

    assert complained(citizen.press("who"), "hearing")


def test_every_field_belongs_to_a_step():
    from hearings.forms.submission import FIELDS

    placed = [name for step in STEPS for name in FIELDS[step]]
    assert sorted([*placed, "website", "token"]) == sorted(SubmissionForm.base_fields)

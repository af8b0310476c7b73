"""What is not public is on no page; and each lock, once taken away, lets it be seen."""

import pytest
from django.db.models import QuerySet

from programs.models import Award, MeasurePhoto
from tests import deeds
from tests.attachments import samples
from tests.programs.pages import page

SECRET = "Купиясыр"


@pytest.fixture
def secrets(village, decided):
    """A programme, a measure, an award, a photo and a line that only staff may see."""
    public = deeds.measure("Ачык", decided, village=village)
    deeds.program(SECRET, is_public=False)
    hidden = deeds.measure(SECRET, decided, village=village, is_public=False)
    deeds.made(hidden, SECRET, 1)
    hidden.move_to("done")
    Award.objects.create(contest_ky=SECRET, measure=public, is_public=False)
    MeasurePhoto.from_upload(
        samples.upload(samples.picture(size=(64, 48))),
        measure=public,
        moment="after",
        caption_ky=SECRET,
    ).save()
    deeds.line(deeds.budget(), "1", 5, title=SECRET, village=village, measure=public)
    return {
        "home": "",
        "programmes": "programs/",
        "measure": f"measures/{public.pk}/",
        "village": f"villages/{village.pk}/",
        "proposal": f"proposals/{decided.number}/",
        # The whole word: what is found is marked, and a part would be marked apart.
        "search": f"search/?q={SECRET.lower()}",
    }


def seen(client, places):
    return {name for name, address in places.items() if SECRET in page(client, address, "ky")}


def test_no_page_tells_what_is_not_public(client, secrets):
    assert seen(client, secrets) == set()


@pytest.mark.parametrize(
    ("lock", "places"),
    [
        ("programs.models.program.ProgramQuerySet.public", {"programmes", "search"}),
        (
            "programs.models.measure.MeasureQuerySet.public",
            {"home", "programmes", "village", "proposal", "search"},
        ),
        ("programs.models.award.AwardQuerySet.public", {"programmes", "measure", "village"}),
        ("programs.models.photo.MeasurePhotoQuerySet.public", {"measure"}),
        (
            "budget.models.line.BudgetLineQuerySet.public",
            {"measure", "village", "proposal", "search"},
        ),
    ],
)
def test_without_its_lock_each_is_seen(client, secrets, monkeypatch, lock, places):
    seen(client, secrets)
    monkeypatch.setattr(lock, QuerySet.all)

    assert seen(client, secrets) >= places

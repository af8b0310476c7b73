"""Rows and their files: nothing unchecked is stored, and no file outlives its row for long."""

import os
import re
import time

import pytest
from django.contrib.admin import ModelAdmin, site
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.forms import modelform_factory
from django.utils import timezone
from PIL import Image

from attachments import orphans
from attachments.fields import GuardedFile
from attachments.forms import DocumentUploadField, PhotoUploadField
from attachments.images import rebuild
from hearings.models import Hearing, HearingDocument, Proposal, ProposalPhoto
from tests.attachments import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def proposal():
    return Proposal.objects.create(
        number="2026-00001",
        text="Көпүрөнү оңдоо",
        language="ky",
        registered_at=timezone.now(),
        receipt_digest="digest",
    )


@pytest.fixture
def hearing():
    return Hearing.objects.create(kind=Hearing.Kind.SEDP)


def a_photo(proposal, name="photo.jpg"):
    photo = ProposalPhoto.from_upload(samples.upload(samples.picture(), name), proposal=proposal)
    photo.save()
    return photo


def a_document(hearing, data=samples.PDF, name="Протокол.pdf", **fields):
    document = HearingDocument.from_upload(samples.upload(data, name), hearing=hearing, **fields)
    document.save()
    return document


def stored_files():
    return {path for folder in orphans.FOLDERS for path in orphans._files_under(folder)}


def test_a_photo_keeps_what_was_rebuilt(proposal):
    photo = ProposalPhoto.objects.get(pk=a_photo(proposal).pk)

    with photo.image.open() as stored:
        assert Image.open(stored).size == (photo.width, photo.height)
    with photo.thumbnail.open() as stored:
        assert Image.open(stored).size == (photo.thumb_width, photo.thumb_height)


def test_a_photo_is_made_of_a_forms_cleaned_value_too(proposal):
    cleaned = rebuild(samples.upload(samples.picture(size=(70, 50))))

    photo = ProposalPhoto.from_upload(cleaned, proposal=proposal, caption="Көпүрө")

    assert (photo.width, photo.height, photo.caption) == (70, 50, "Көпүрө")


def test_a_document_is_called_as_its_file_was(hearing):
    document = a_document(hearing)

    assert document.title == "Протокол"
    assert document.size_bytes == len(samples.PDF)
    assert document.content_type == "application/pdf"


def test_a_document_keeps_the_title_it_was_given(hearing):
    assert a_document(hearing, title="Токтом").title == "Токтом"


@pytest.mark.parametrize(
    "name", ["../../evil.jpg", "x" * 300, "a\u202eb.jpg", "\x00.jpg", "a.html"]
)
def test_a_senders_name_for_a_file_is_nowhere_on_the_disk(proposal, name):
    photo = a_photo(proposal, name)

    assert re.fullmatch(r"photos/20\d\d/[0-9a-f]{32}\.webp", photo.image.name)
    assert stored_files() == {photo.image.name, photo.thumbnail.name}


def an_unchecked_photo(proposal):
    return ProposalPhoto(
        proposal=proposal,
        image=samples.upload(samples.telling_photo()),
        thumbnail=samples.upload(samples.telling_photo()),
        width=1,
        height=1,
        thumb_width=1,
        thumb_height=1,
    )


def test_an_upload_that_skipped_the_check_is_never_stored(proposal):
    with pytest.raises(TypeError, match="from_upload"):
        an_unchecked_photo(proposal).save()

    assert stored_files() == set()


def test_without_the_guard_it_would_be_stored(proposal, monkeypatch):
    monkeypatch.setattr(GuardedFile, "save", FieldFile.save)

    photo = an_unchecked_photo(proposal)
    photo.save()

    with photo.image.open() as stored:
        assert samples.MAKER_NOTE in stored.read()


# Forms, the admin's among them.


def admin_form(model, fields):
    class Desk(ModelAdmin):
        pass

    Desk.fields = fields
    return Desk(model, site).get_form(None, fields=fields)


FORMS = {"the site's form": modelform_factory, "the admin's form": admin_form}


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
def test_a_form_rebuilds_the_photo_it_is_given(make, proposal):
    form_class = make(ProposalPhoto, fields=["image"])
    sent = samples.upload(samples.telling_photo(), "x" * 300 + ".jpg")

    form = form_class({}, {"image": sent}, instance=ProposalPhoto(proposal=proposal))

    assert form.is_valid(), form.errors
    photo = form.save()
    assert (photo.width, photo.height) == (640, 480)
    with photo.image.open() as stored:
        assert samples.MAKER_NOTE not in stored.read()


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
def test_a_form_refuses_what_is_not_a_photo_beside_its_field(make, proposal):
    form_class = make(ProposalPhoto, fields=["image"])

    form = form_class({}, {"image": samples.upload(samples.svg())}, instance=ProposalPhoto())

    assert "Choose a JPEG, PNG or WebP picture." in form.errors["image"][0]


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
def test_a_form_checks_the_paper_it_is_given(make, hearing):
    form_class = make(HearingDocument, fields=["file"])

    form = form_class(
        {},
        {"file": samples.upload(samples.PDF, "a.pdf")},
        instance=HearingDocument(hearing=hearing),
    )

    assert form.is_valid(), form.errors
    assert form.save().size_bytes == len(samples.PDF)


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
def test_a_form_without_a_new_file_keeps_the_stored_one(make, proposal):
    photo = a_photo(proposal)
    form_class = make(ProposalPhoto, fields=["image"])

    form = form_class({}, {}, instance=photo)

    assert form.is_valid(), form.errors
    assert form.save().image.name == ProposalPhoto.objects.get().image.name == photo.image.name


@pytest.mark.parametrize("make", FORMS.values(), ids=FORMS)
def test_a_form_never_shows_where_a_file_lies(make, proposal):
    photo = a_photo(proposal)
    form = make(ProposalPhoto, fields=["image"])(instance=photo)

    assert photo.image.name not in form.as_p()
    assert 'accept="image/jpeg,image/png,image/webp"' in form.as_p()


def link(stored):
    """Where Django's own file widget leads to, for this stored file."""
    return re.search(r'href="([^"]*)"', AdminFileWidget().render("image", stored))[1]


def test_the_link_of_a_stored_file_is_the_address_that_serves_it(proposal, monkeypatch):
    photo = a_photo(proposal)
    monkeypatch.setattr(ProposalPhoto, "image_url", "/ky/photos/key/")

    assert link(photo.image) == "/ky/photos/key/"


def test_with_djangos_own_file_the_link_would_be_the_path(proposal):
    photo = a_photo(proposal)
    plain = FieldFile(photo, ProposalPhoto._meta.get_field("image"), photo.image.name)

    assert photo.image.name in link(plain)


@pytest.mark.parametrize("field", [PhotoUploadField(), DocumentUploadField()])
def test_a_file_that_is_not_there_is_asked_for(field):
    with pytest.raises(Exception, match=r"Choose a file\."):
        field.clean(None)


@pytest.mark.parametrize("field_class", [PhotoUploadField, DocumentUploadField])
def test_an_empty_file_is_named_so(field_class):
    with pytest.raises(Exception, match="This file is empty"):
        field_class().clean(samples.upload(b""))


def test_a_file_may_be_left_out_where_none_is_needed():
    assert PhotoUploadField(required=False).clean(None) is None


# Files leave with their rows.


def test_a_new_photo_in_the_place_of_another_gets_a_new_key(proposal):
    photo = a_photo(proposal)
    old_key = photo.key

    photo.take(rebuild(samples.upload(samples.picture())))

    assert photo.key != old_key


def test_a_deleted_row_takes_its_files_along(proposal, django_capture_on_commit_callbacks):
    kept, photo = a_photo(proposal), a_photo(proposal)

    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()

    assert stored_files() == {kept.image.name, kept.thumbnail.name}


def test_rows_deleted_together_take_their_files_along(hearing, django_capture_on_commit_callbacks):
    a_document(hearing), a_document(hearing)

    with django_capture_on_commit_callbacks(execute=True):
        deleted, _rows = HearingDocument.objects.order_by("-pk").delete()

    assert deleted == 2
    assert stored_files() == set()


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_rolled_back_keeps_the_file(hearing):
    document = a_document(hearing)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        document.delete()
        raise ZeroDivisionError

    assert stored_files() == {HearingDocument.objects.get().file.name}


def test_a_row_without_a_file_is_deleted_too(hearing, django_capture_on_commit_callbacks):
    document = a_document(hearing)
    HearingDocument.objects.update(file="")
    document.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        document.delete()

    assert callbacks == []


def grown_old(name):
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(default_storage.path(name), (two_days_ago, two_days_ago))


def test_what_a_cascade_left_behind_is_swept_away(hearing, capsys):
    document = a_document(hearing)
    hearing.delete()
    grown_old(document.file.name)

    call_command("sweep_files")

    assert stored_files() == set()
    assert "1" in capsys.readouterr().out


def test_the_sweep_keeps_what_a_row_names(proposal, hearing):
    photo, document = a_photo(proposal), a_document(hearing)
    for name in stored_files():
        grown_old(name)

    assert orphans.sweep() == 0
    assert stored_files() == {photo.image.name, photo.thumbnail.name, document.file.name}


def test_the_sweep_keeps_what_was_written_a_moment_ago():
    name = default_storage.save("photos/2026/new.webp", ContentFile(b"new"))

    assert orphans.sweep() == 0
    assert default_storage.exists(name)


def test_the_sweep_touches_nothing_beside_our_folders():
    name = default_storage.save("fonts/noto.ttf", ContentFile(b"font"))
    grown_old(name)

    orphans.sweep()

    assert default_storage.exists(name)

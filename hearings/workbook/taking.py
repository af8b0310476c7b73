"""A file of a hearing: tried as often as one likes, taken in once, whole or not at all."""

import hashlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from hearings.models import ConsentText, HandVote, Hearing, HearingUpload, Proposal
from hearings.workbook.earlier import secret_of
from hearings.workbook.plan import Plan
from hearings.workbook.reading import read_hearing


class NotTaken(Exception):
    """Nothing was stored: the plan is another one by now, or a door refused it."""

    def __init__(self, plan, sentences=()):
        super().__init__()
        self.plan, self.sentences = plan, list(sentences)


class TakenAlready(Exception):
    """The file was taken in before; nothing is added by taking it in again."""


class NoLongerKept(Exception):
    """The file was left for so long that its content is no longer kept."""


class _Refused(Exception):
    """A door refused something: the sentences name the row."""

    def __init__(self, sentences):
        super().__init__()
        self.sentences = sentences


def try_file(hearing, file, *, by=None):
    """What a file would enter as things stand now, and the file as it is kept for taking in.

    A file that cannot be taken in is not kept: it may hold names and telephones. Raises
    WorkbookRefused.
    """
    plan = Plan(hearing, read_hearing(file), hashlib.sha256(_content(file)).hexdigest())
    return plan, keep(hearing, file, by=by) if plan.can_be_taken_in else None


def keep(hearing, file, *, by=None, now=None):
    """Keep a file as it came, to be taken in; the same one is kept once."""
    content = _content(file)
    digest = hashlib.sha256(content).hexdigest()
    like = {"hearing": hearing, "digest": digest, "uploaded_by": by}
    upload = HearingUpload.objects.waiting().filter(**like).defer("content").first()
    return upload or HearingUpload.objects.create(
        content=content, uploaded_at=now or timezone.now(), **like
    )


def _content(file):
    file.seek(0)
    return file.read()


def stated_by(upload):
    """What the kept file states. Raises WorkbookRefused, and NoLongerKept where it is emptied."""
    if not upload.content:
        raise NoLongerKept
    content = bytes(upload.content)
    file = File(BytesIO(content))
    file.size = len(content)
    return read_hearing(file)


def try_out(upload, stated=None):
    """What the file would add as things stand now; nothing is written."""
    return Plan(upload.hearing, stated or stated_by(upload), upload.digest)


def take_in(upload, *, digest, by=None, now=None, progress=None):
    """Take the file in, all of it or nothing; returns the plan that was carried out.

    `digest` is that of the plan which somebody looked at: if the hearing was changed meanwhile so
    that the file would do something else, NotTaken brings the new plan. `progress` is called with
    the number of rows that are entered so far. Raises TakenAlready and NoLongerKept.
    """
    now = now or timezone.now()
    if upload.taken_in_at is not None:
        raise TakenAlready
    # Reading takes seconds, and needs no lock.
    stated = stated_by(upload)
    try:
        with transaction.atomic():
            return _take_in_locked(upload, stated, digest, by, now, progress)
    except _Refused as refusal:
        raise NotTaken(_tried_anew(upload, stated), refusal.sentences) from refusal
    except IntegrityError as error:
        # Somebody entered the same between the plan and its writing.
        raise NotTaken(_tried_anew(upload, stated)) from error


def _tried_anew(upload, stated):
    return try_out(HearingUpload.objects.select_related("hearing").get(pk=upload.pk), stated)


def _take_in_locked(upload, stated, digest, by, now, progress):
    # Whoever else writes to this hearing waits here.
    hearing = Hearing.objects.select_for_update().get(pk=upload.hearing_id)
    upload = HearingUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.taken_in_at is not None:
        raise TakenAlready
    plan = Plan(hearing, stated, upload.digest)
    if not plan.can_be_taken_in or plan.digest() != digest:
        raise NotTaken(plan)
    _Taking(plan, by, now).carry_out(progress)
    upload.close(
        by=by,
        now=now,
        new_proposals=len(plan.new),
        new_figures=len(plan.figures.new),
        new_votes=len(plan.votes),
    )
    return plan


class _Taking:
    """Leads what a plan adds through the doors of the minutes, the proposals and the votes."""

    def __init__(self, plan, by, now):
        self.plan, self.by, self.now = plan, by, now
        self.hearing = plan.hearing
        self.consent = ConsentText.objects.current()
        starts_at = self.hearing.starts_at
        self.received_on = timezone.localdate(starts_at) if starts_at else None

    def carry_out(self, progress):
        try:
            self.plan.figures.record(by=self.by, now=self.now)
        except ValidationError as refusal:
            raise _Refused(refusal.messages) from refusal
        for count, entry in enumerate(self.plan.entries, start=1):
            try:
                self._enter(entry)
            except ValidationError as refusal:
                problem = entry.stated.problem("", " ".join(refusal.messages))
                raise _Refused([str(problem).rstrip()]) from refusal
            if progress:
                progress(count)

    def _enter(self, entry):
        proposal = self._submitted(entry) if entry.is_new else entry.earlier
        if entry.votes:
            HandVote.record(self.hearing, proposal, by=self.by, now=self.now, **entry.hands)

    def _submitted(self, entry):
        proposal, _new = Proposal.submit(
            secret=secret_of(self.hearing, self.plan.file_digest, entry.row),
            by=self.by,
            now=self.now,
            contact=entry.contact,
            consent=self.consent if entry.has_consent else None,
            hearing=self.hearing,
            channel=Proposal.Channel.HEARING,
            received_on=self.received_on,
            **entry.values,
        )
        return proposal

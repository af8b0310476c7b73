"""The proposals of the full house with their photos, and the acts that followed."""

from datetime import date

from django.utils import timezone

from hearings import receipts
from hearings.models import (
    ConsentText,
    HandVote,
    LocalAct,
    Proposal,
    ProposalPhoto,
    ReasonTemplate,
)
from tests.aimak_portal.markers import HIDDEN, PERSONAL, fields, words
from tests.attachments import samples


def submit(house, name, text, language="ky", **values):
    """Take words in and remember the form's secret."""
    secret = house.secrets[name] = receipts.new_secret()
    defaults = {
        "kind": Proposal.Kind.PROPOSAL,
        "sector": Proposal.Sector.SCHOOLS,
        "village": house.villages[0],
        "channel": Proposal.Channel.ONLINE,
        "consent": ConsentText.objects.current(),
    }
    proposal, _new = Proposal.submit(
        secret=secret, text=text, language=language, **(defaults | values)
    )
    house.proposals[name] = proposal
    return proposal


def proposals(house):
    _reasons()
    _hidden_proposals(house)
    _public_proposals(house)
    _decided_proposals(house)


def _reasons():
    """The staff keep a ready reason."""
    ReasonTemplate.objects.create(
        outcome=Proposal.Status.DEFERRED,
        **fields("title", "Каражат жок", "Нет средств"),
        **fields("text", "Быйылкы бюджетте каражат жок.", "В бюджете этого года нет средств."),
    )


def _hidden_proposals(house):
    by, reason = house.clerk, HIDDEN["why it was declined"]
    waiting = HIDDEN["a proposal that waits to be checked"]
    submit(house, "submitted", waiting, contact=PERSONAL, held_because="fast", sector="water")
    returned = submit(house, "returned", HIDDEN["a proposal returned to its author"])
    returned.return_for_clarification(by=by, reason=words(HIDDEN["why it was returned"]))
    declined = submit(house, "declined", HIDDEN["a proposal that was declined"])
    declined.decline(by=by, reason=words(reason), reason_code="insults")
    down = submit(
        house,
        "taken down",
        HIDDEN["a published proposal that was taken down"],
        channel=Proposal.Channel.HEARING,
        hearing=house.hearings["recorded"],
    )
    down.publish(by=by)
    _vote_corrected(down, by)
    withdrawn = submit(house, "withdrawn", HIDDEN["a proposal withdrawn before it was published"])
    withdrawn.withdraw()
    joined = submit(house, "joined to a hidden one", "Бул сунуш башкасына кошулган.")
    joined.publish(by=by)
    joined.decide(Proposal.Status.MERGED, by=by, reason=words("Окшош."), merged_into=down)
    down.decline(by=by, reason=words(reason), reason_code="insults")


def _vote_corrected(proposal, by):
    """Hands counted anew after the minutes of the hearing were signed."""
    HandVote.record(proposal.hearing, proposal, by=by, in_favour=7, reason=words("Тактоо."))
    why = words(HIDDEN["why a vote on that proposal was corrected"])
    HandVote.record(proposal.hearing, proposal, by=by, in_favour=8, reason=why)


def _public_proposals(house):
    by = house.clerk
    for name, text, language in [
        ("published", "Мектепке автобус керек, балдар алыстан келишет.", "ky"),
        ("in Russian", "Нужен мост через реку у школы.", "ru"),
        ("in English", "The library needs a new roof before winter.", "en"),
    ]:
        proposal = submit(
            house,
            name,
            text,
            language,
            contact=PERSONAL,
            hearing=house.hearings["announced"],
            group=house.groups["listed"],
            **fields("summary", "Кыскача", "Кратко"),
        )
        proposal.publish(by=by)
    # Its hearing is still a draft: the paper came before the announcement.
    early = submit(
        house,
        "for a draft hearing",
        "Көпүрө оңдолсун.",
        channel=Proposal.Channel.PAPER,
        received_on=timezone.localdate(),
    )
    early.publish(by=by)
    early.put_to_hearing(house.hearings["draft"], by=by)
    clarified = submit(house, "clarified", "Чатырды оңдоо керек.")
    clarified.return_for_clarification(by=by, reason=words(HIDDEN["why it was returned"]))
    clarified.clarify("Китепкананын чатырын оңдоо керек.")
    clarified.publish(by=by)
    open_ended = submit(
        house,
        "of unknown outcome",
        "Китепканалар жөнүндө",
        channel=Proposal.Channel.HEARING,
        hearing=house.hearings["recorded"],
        from_group=True,
    )
    open_ended.leave_outcome_open(by=by)
    HandVote.record(
        house.hearings["recorded"], open_ended, by=by, in_favour=9, against=9, reason=words("Тең.")
    )


def _decided_proposals(house):
    by, status = house.clerk, Proposal.Status
    question = submit(house, "answered", "Жол качан оңдолот?", kind=Proposal.Kind.QUESTION)
    question.publish(by=by)
    question.decide(status.ANSWERED, by=by, reason=words("Жайында."))
    for outcome, extra in [
        (status.IN_BUDGET, {}),
        (status.IN_PROGRAM, {}),
        (status.DEFERRED, {"deferred_to": 2028}),
        (status.REJECTED, {"reason_code": "no_money"}),
        (status.REFERRED, {"referred_to": words("Райондук билим берүү бөлүмү")}),
        (status.MERGED, {"merged_into": house.proposals["published"]}),
    ]:
        proposal = submit(house, outcome.value, f"Сунуш: {outcome.value}"[:7])
        proposal.publish(by=by)
        proposal.start_review(by=by)
        proposal.decide(outcome, by=by, reason=words("Чечим.", "Решение."), **extra)
    at_work = house.proposals["in_budget"]
    at_work.start_work(by=by)
    done = house.proposals["in_program"]
    done.start_work(by=by)
    done.complete(by=by)
    gone = submit(house, "withdrawn later", "Кайтарып алынган сунуш.")
    gone.publish(by=by)
    gone.withdraw(by=by)


def photos(house):
    for name, proposal, caption, public in [
        ("public", "published", "Көпүрө", True),
        ("unseen", "published", HIDDEN["a photo that nobody has looked at"], False),
        ("of a hidden one", "taken down", HIDDEN["a photo of a hidden proposal"], True),
    ]:
        photo = house.photos[name] = ProposalPhoto.from_upload(
            samples.upload(samples.picture(size=(64, 48))),
            proposal=house.proposals[proposal],
            is_public=public,
            caption_ky=caption,
            caption_ru=caption,
        )
        photo.save()


def acts(house):
    kinds = LocalAct.Kind
    hidden = HIDDEN["an act that is not public"]
    for name, title, number, public, hearing in [
        ("public", "Бюджетти бекитүү", "1/5", True, "recorded"),
        ("hidden", hidden, hidden, False, "recorded"),
        ("of a draft", "Жобо", "7", True, "draft"),
    ]:
        act = house.acts[name] = LocalAct.from_upload(
            samples.upload(samples.PDF, "токтом.pdf"),
            kind=kinds.RESOLUTION,
            number=number,
            title_ky=title,
            title_ru=title,
            about_ky=title,
            is_public=public,
            hearing=house.hearings[hearing],
            adopted_on=date(2021, 12, 24),
        )
        act.save()
    house.acts["without a file"] = LocalAct.objects.create(
        kind=kinds.CHARTER, title_ky="Устав", title_ru="Устав"
    )

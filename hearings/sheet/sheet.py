"""All boxes of the page, what they rest on, and what is wrong with them."""

from dataclasses import dataclass

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groups.desk import seen
from groups.desk.forms import conflict_sentence
from hearings import receipts
from hearings.models import HandVote, Minutes
from language.texts import active_language, is_stated

from .doubts import alike, look_for_doubles
from .figures import FiguresForm, HandsForm, note_field
from .offered import Offered
from .row import RowForm

EMPTY_ROWS = 5
# A request may hold a thousand fields: so many new rows, and hands of so many proposals, fit in.
MOST_ROWS = 40
MOST_HANDS = 80
LONGEST_TOKEN = 64


@dataclass(frozen=True)
class Rights:
    """What this clerk may do with the words, and whether they shall be published."""

    moderate: bool
    decide: bool
    publish: bool


class WhyForm(forms.Form):
    """Once the minutes are signed, hands change only with a public note."""

    why = note_field(
        _("Why are hands entered or corrected after signing"),
        help_text=_(
            "Everybody reads this note on the page of the hearing. One language is enough."
        ),
    )


class Sheet:
    """One held hearing on one page: for reading, or with what came back or was kept as a draft."""

    def __init__(self, hearing, user, data=None):
        self.hearing, self.is_filled = hearing, data is not None
        self.data = QueryDict(mutable=True) if data is None else data.copy()
        self.token = self.data.get("token", "")[:LONGEST_TOKEN] or receipts.new_secret()
        self.rights = Rights(
            moderate=user.has_perm("hearings.moderate_proposal"),
            decide=user.has_perm("hearings.decide_proposal"),
            publish=user.has_perm("hearings.moderate_proposal")
            and (not self.is_filled or "publish" in self.data),
        )
        self.minutes = Minutes.objects.filter(hearing=hearing).first()
        self.is_signed = self.minutes is not None and self.minutes.is_signed
        self.problems, self.others = [], []
        # Whether the page says what somebody else stored since it was opened.
        self.is_judged = self.tells_news = False
        self._read_entered()
        self._lay_out_figures()
        self._lay_out_rows()
        for form in self.all_forms():
            # A draft is shown as it was typed: nothing in it is wrong before somebody saves it.
            form._errors = ErrorDict() if form.is_bound else None

    # What is there

    def _read_entered(self):
        """The proposals of this hearing; those that this very page made are known apart."""
        entered = list(self.hearing.proposals.order_by("number"))
        votes = {vote.proposal_id: vote for vote in HandVote.objects.filter(hearing=self.hearing)}
        self.entered = entered
        self.hands = [
            HandsForm(
                # What somebody else entered meanwhile was not on the page that came back.
                self.data if f"h{each.pk}-in_favour" in self.data else None,
                prefix=f"h{each.pk}",
                proposal=each,
                vote=votes.get(each.pk),
            )
            for each in entered[-MOST_HANDS:]
        ]
        self.not_shown = len(entered) - len(self.hands)

    def _lay_out_figures(self):
        self.figures = self.why = None
        if self.is_signed:
            self.why = WhyForm(self._bound(), prefix="w")
            self.why.fields["why"].widget.attrs["lang"] = active_language()
        else:
            self.figures = FiguresForm(self._bound(), prefix="f", minutes=self.minutes)

    def _lay_out_rows(self):
        self.offered = Offered(self.hearing)
        asked = self.data.get("rows", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
        self.rows = [self._row(place) for place in range(min(number or EMPTY_ROWS, MOST_ROWS))]
        self.blank = self._row("__n__")
        made = {proposal.intent: proposal for proposal in self.entered}
        for row in self.rows:
            row.saved = made.get(receipts.intent(self.secret_of(row)))

    def _row(self, place):
        return RowForm(
            None if place == "__n__" else self._bound(),
            place=place,
            offered=self.offered,
            is_first=place == 0,
            rights=self.rights,
        )

    def _bound(self):
        return self.data if self.is_filled else None

    def secret_of(self, row):
        """The secret of a row: the same page sent twice makes each proposal once."""
        return f"{self.token}:{row.place}"

    # For the template

    @property
    def typed(self):
        """The rows in which something is typed."""
        return [row for row in self.rows if not row.is_blank]

    @property
    def filled(self):
        """Those of them that this page has not saved yet."""
        return [row for row in self.typed if row.saved is None]

    @property
    def is_saved(self):
        """Whether all that stands in the rows was saved by this page already."""
        return bool(self.typed) and not self.filled

    def carried(self):
        """The signed marks of what the page shows.

        They stay those of the first opening through drafts and refusals, until the page says what
        somebody else stored since.
        """
        sent = self.data.get(seen.FIELD, "")
        if self.is_filled and not self.tells_news and seen.read(sent, self.hearing):
            return sent
        own = self.figures.marks() if self.figures else {}
        rows = {str(proposal.pk): {} for proposal in self.entered}
        rows |= {str(hands.proposal.pk): hands.marks() for hands in self.hands}
        return seen.sign(self.hearing, own, rows)

    def stored_figures(self):
        """The figures of signed minutes with their names."""
        columns = [Minutes._meta.get_field(name) for name in Minutes.FIGURES]
        return [
            (capfirst(column.verbose_name), getattr(self.minutes, column.name))
            for column in columns
        ]

    @property
    def hands_are_wrong(self):
        return self.is_judged and any(hands.errors for hands in self.hands)

    @property
    def with_decisions(self):
        return any(row.has_decision for row in self.rows)

    @property
    def more(self):
        """How many items of the paper will stand here one by one besides those that do already."""
        return len(self.filled) if self.rights.publish else 0

    # What is wrong

    def judge(self):
        """Check all of it; nothing is stored. True where the doors may be tried."""
        self.is_judged = True
        own, rows = self._seen()
        self._judge_figures(own)
        self._judge_hands(rows)
        above = None
        for row in self.typed:
            row.judge(above)
            above = row
        self._meet_the_others(rows)
        look_for_doubles(self.filled, self.entered)
        self._judge_why()
        return not self.has_errors

    def _seen(self):
        before = seen.read(self.data.get(seen.FIELD, ""), self.hearing)
        if before is None:
            self.tells_news = True
            self.problems.append(
                gettext(
                    "This page was open too long or did not arrive whole. Nothing has been saved "
                    "yet. Look through it once more and save again."
                )
            )
            return {}, {str(proposal.pk): {} for proposal in self.entered}
        return before

    def _judge_figures(self, before):
        if self.figures is None:
            self._judge_signed()
            return
        self.figures.full_clean()
        self._say_conflict(self.figures.merge(before))
        if not self.figures.errors:
            self.figures.check_together(self.hearing, self.more)

    def _judge_signed(self):
        if any(self._typed_over(name) for name in Minutes.FIGURES):
            self.problems.append(
                gettext(
                    "Somebody signed the minutes meanwhile, and your figures cannot be taken in. "
                    "Correct them on the page of the hearing. Save again to enter the rest."
                )
            )
        if self.more and not is_stated(self.minutes, "discrepancy"):
            self.problems += [text for _name, text in self.minutes.fewer_than_listed(self.more)]

    def _typed_over(self, name):
        stored = getattr(self.minutes, name)
        typed = self.data.get(f"f-{name}", "").strip()
        return bool(typed) and typed != str(stored)

    def _judge_hands(self, before):
        for hands in self.sent_hands:
            hands.full_clean()
            self._say_conflict(hands.merge(before.get(str(hands.proposal.pk), {})))

    def _say_conflict(self, contested):
        if contested:
            self.tells_news = True
            self.problems.append(conflict_sentence())

    @property
    def sent_hands(self):
        return [hands for hands in self.hands if hands.is_bound]

    def _meet_the_others(self, before):
        """Stop once where somebody else entered proposals since this page was opened."""
        mine = {row.saved.pk for row in self.rows if row.saved}
        known = mine | {int(key) for key in before}
        new = [proposal for proposal in self.entered if proposal.pk not in known]
        self.others = [(proposal, alike(proposal, self.filled)) for proposal in new]
        if new:
            self.tells_news = True
            self.problems.append(
                gettext(
                    "Somebody else entered proposals of this hearing while you had the page open. "
                    "Nothing has been saved yet. Compare them with your rows, then save again."
                )
            )

    def _judge_why(self):
        if self.why is None:
            return
        self.why.full_clean()
        raised = any(row.has_hands for row in self.filled)
        changed = any(hands.is_typed() for hands in self.sent_hands if not hands.errors)
        if (raised or changed) and not self.why.cleaned_data.get("why"):
            self.why.add_error("why", gettext("Write a note that tells everyone why."))

    @property
    def has_errors(self):
        return bool(self.problems) or any(form.errors for form in self.forms())

    def all_forms(self):
        own = [form for form in (self.figures, self.why) if form is not None]
        return [*own, *self.hands, *self.rows]

    def forms(self):
        """Those in which something can be wrong: an empty row is no mistake."""
        empty = {row.place for row in self.rows if row.is_blank}
        return [form for form in self.all_forms() if getattr(form, "place", None) not in empty]

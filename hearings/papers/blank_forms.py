"""Blank proposal forms, each with a slip whose code works once the clerk has entered the form."""

from hearings import receipts
from hearings.models import ConsentText

from .head import about, address, words

LINES = 10


def blank_forms(hearing, site, count=1):
    """`count` forms, each with a fresh code on the form and on its slip. Nothing is stored.

    A code becomes a receipt code when the form is entered with it (`Proposal.submit`); until
    then nobody can track anything by it.
    """
    codes = (receipts.code_from(receipts.new_secret()) for _form in range(count))
    return {
        **about(hearing),
        "forms": [(number, receipts.printed(code)) for number, code in enumerate(codes, start=1)],
        "lines": range(LINES),
        "consent": words(ConsentText.objects.current(), "text"),
        "track": address(site, "hearings:proposal_track"),
    }

"""The facts of the sources: the aimak, its villages, acts, hearings held long ago and deeds."""

from groups.models import (
    Aimak,
    ContactPhone,
    EarlierName,
    InitiativeGroup,
    LegalReference,
    Village,
    YearlyFigures,
)
from hearings import receipts
from hearings.models import Hearing, LocalAct, Minutes, Proposal

from .facts_programs import load_programs
from .reading import columns, read, store, without


def load_facts(say):
    """Enter everything that the sources state, and nothing that they do not."""
    aimak = describe_aimak()
    say(f"Aimak: {aimak.name_en}")
    say(f"Villages: {settle_villages()}")
    say(f"Local acts: {file_acts(aimak)}")
    for table in read("sources/hearings")["hearing"]:
        hearing = enter_hearing(table)
        say(f"Hearing: {hearing.get_kind_display()}, {hearing.minutes.participants} participants")
    load_programs(say)


def describe_aimak():
    """The aimak with its telephones (unpublished) and its other names."""
    tables = read("sources/aimak")
    aimak = Aimak.objects.current()
    for column, value in columns(tables["aimak"]).items():
        setattr(aimak, column, value)
    store(aimak)
    for table in tables["phone"]:
        store(ContactPhone(aimak=aimak, **table))
    for table in tables["other_name"]:
        store(EarlierName(aimak=aimak, **columns(table)))
    return aimak


def settle_villages():
    """The villages, the figures of a year and the one group of which the sources tell."""
    tables = read("sources/villages")
    for table in tables["village"]:
        store(Village(**columns(table)))
    for table in tables["year"]:
        store(YearlyFigures(**columns(table)))
    for table in tables["group"]:
        store(InitiativeGroup(**columns(table)))
    return len(tables["village"])


def file_acts(aimak):
    """Resolutions, rules and the charter; and the laws on which the groups stand."""
    tables = read("sources/acts")
    for table in tables["act"]:
        store(LocalAct(**columns(table)))
    source = columns({"source": tables["law_source"]})
    for position, table in enumerate(tables["law"], start=1):
        store(LegalReference(aimak=aimak, position=position, **source, **columns(table)))
    return len(tables["act"])


def enter_hearing(table):
    """A hearing that was held before there was a portal, with its minutes and proposals."""
    hearing = Hearing(**columns(without(table, "minutes", "proposal")))
    hearing.publish_past()
    Minutes.record(hearing, **columns(table["minutes"]))
    for proposal in table.get("proposal", []):
        enter_group_proposal(hearing, proposal)
    return hearing


def enter_group_proposal(hearing, table):
    """What the initiative groups asked for; by which of them and with what outcome is unknown."""
    proposal, _is_new = Proposal.submit(
        secret=receipts.new_secret(),
        channel=Proposal.Channel.HEARING,
        hearing=hearing,
        from_group=True,
        **columns(table),
    )
    proposal.leave_outcome_open(by=None)

"""The facts of the sources that are deeds: programmes, what was done together, contests won."""

from groups.models import Village
from hearings.models import LocalAct
from programs.models import Award, Partner, Program
from programs.models.choices import Status

from .measures import enter_measure, enter_results
from .reading import columns, read, store, without


def load_programs(say):
    """Enter the programmes with the resolutions that approved them, the measures, the awards."""
    tables = read("sources/programs")
    for table in tables["program"]:
        say(f"Programme: {adopt_program(table).years}")
    partners = {
        table["key"]: store(Partner(**columns(without(table, "key"))))
        for table in tables["partner"]
    }
    for table in tables["measure"]:
        say(f"Measure: {enter_done_measure(table, partners).title_en}")
    for table in tables["award"]:
        say(f"Award: {store(Award(**columns(table))).contest_en}")


def adopt_program(table):
    resolution = LocalAct.objects.get(kind=LocalAct.Kind.RESOLUTION, number=table["resolution"])
    return store(Program(resolution=resolution, **columns(without(table, "resolution"))))


def enter_done_measure(table, partners):
    """A measure that was done on a day which no paper states."""
    village = Village.objects.get(name_en=table["village"]) if "village" in table else None
    measure = enter_measure(without(table, "village"), partners=partners, village=village)
    enter_results(measure, table.get("result", []))
    measure.move_to(Status.DONE)
    return measure

"""The database itself keeps what the aiyl kenesh approved.

SQLite forgets the triggers of a table that a later migration rebuilds: such a migration must
create them anew (`tests/budget/test_approved_figures.py` goes red otherwise).
"""

from django.db import migrations

# What a line must keep once its figure is approved.
FIXED = ("number", "side", "source", "function_id", "economic_id", "planned_draft", "budget_id")


def _sqlite():
    different = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FIXED)
    approved = "(SELECT resolution_id FROM budget_budget WHERE id = OLD.budget_id) IS NOT NULL"
    yield f"""
        CREATE TRIGGER approved_figures_stay BEFORE UPDATE ON budget_budgetline
        WHEN OLD.approved IS NOT NULL AND {approved}
            AND (NEW.approved IS NOT OLD.approved OR {different})
        BEGIN SELECT RAISE(ABORT, 'approved_figures_stay'); END
    """
    yield """
        CREATE TRIGGER changes_of_lines_stay BEFORE UPDATE ON budget_amendmentchange
        BEGIN SELECT RAISE(ABORT, 'changes_of_lines_stay'); END
    """


def _postgresql():
    different = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIXED)
    yield f"""
        CREATE FUNCTION approved_figures_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.approved IS NOT NULL
                AND EXISTS (SELECT 1 FROM budget_budget
                            WHERE id = OLD.budget_id AND resolution_id IS NOT NULL)
                AND (NEW.approved IS DISTINCT FROM OLD.approved OR {different})
            THEN
                RAISE EXCEPTION 'approved_figures_stay' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        END $$
    """  # noqa: S608, the names are those above
    yield """
        CREATE TRIGGER approved_figures_stay BEFORE UPDATE ON budget_budgetline
        FOR EACH ROW EXECUTE FUNCTION approved_figures_stay()
    """
    yield """
        CREATE FUNCTION changes_of_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'changes_of_lines_stay' USING ERRCODE = 'check_violation';
        END $$
    """
    yield """
        CREATE TRIGGER changes_of_lines_stay BEFORE UPDATE ON budget_amendmentchange
        FOR EACH ROW EXECUTE FUNCTION changes_of_lines_stay()
    """


CREATE = {"sqlite": _sqlite, "postgresql": _postgresql}
DROP = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS approved_figures_stay",
        "DROP TRIGGER IF EXISTS changes_of_lines_stay",
    ),
    "postgresql": (
        "DROP TRIGGER IF EXISTS approved_figures_stay ON budget_budgetline",
        "DROP FUNCTION IF EXISTS approved_figures_stay()",
        "DROP TRIGGER IF EXISTS changes_of_lines_stay ON budget_amendmentchange",
        "DROP FUNCTION IF EXISTS changes_of_lines_stay()",
    ),
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]():
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("budget", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]

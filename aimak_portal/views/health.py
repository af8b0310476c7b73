from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hearings.models import AttemptCount


@require_safe
@never_cache
def health(request):
    """200 when the portal can read and save, else 503. Says nothing about how it is built."""
    return _plain("ok") if _can_save() else _plain("unavailable", 503)


@require_safe
def robots(request):
    """Search engines may read everything public; the desks and the forms are not for them."""
    closed = "".join(
        f"Disallow: /{language}/{place}\n"
        for language in ("ky", "ru", "en")
        for place in ("admin/", "proposals/new/", "proposals/track/", "search/")
    )
    return HttpResponse(f"User-agent: *\n{closed}", content_type="text/plain; charset=utf-8")


def _can_save():
    """Write a row and take it back: a full disk or a read-only database shows here."""
    try:
        with transaction.atomic():
            AttemptCount.objects.add("health", "")
            transaction.set_rollback(True)
        return not _pending_migrations()
    except DatabaseError:
        return False


def _pending_migrations():
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _plain(text, status=200):
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=status)

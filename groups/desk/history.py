"""The history of a record on its desk: who changed what, from what to what, when and why."""

from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db.models import ForeignKey

from groups.history.kept import KEPT
from groups.history.reading import Reader, Source, in_order

READS_ALL = "groups.read_history"
PAGE = 30


class WithHistory:
    """A page whose record has a history.

    Who may change the record reads all of it; whoever else may look at the record reads what
    was published of it, without personal data and without the names of the staff.
    """

    # Whether the log of the desk stands below the history.
    shows_log = False

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None:
            context["reads_history"] = self.may_read_history(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def keeps_history(self, request):
        return self.has_change_permission(request) or request.user.has_perm(READS_ALL)

    def may_read_history(self, request):
        if self.keeps_history(request):
            return True
        kept = KEPT.get(self.model)
        open_to_readers = kept is not None and not kept.personal and not self.shows_log
        return open_to_readers and self.has_view_permission(request)

    def history_view(self, request, object_id, extra_context=None):
        if not self.may_read_history(request):
            self._refuse()
        kept = KEPT.get(self.model)
        record = self.get_object(request, unquote(object_id))
        if kept is None or record is None:
            return super().history_view(request, object_id, extra_context)
        sources = list(self._sources(request, kept, record))
        entries, page = read(self.admin_site, request, sources)
        told = {"kept": kept, "entries": entries, "page": page, "shows_log": self.shows_log}
        return super().history_view(request, object_id, {**told, **(extra_context or {})})

    def _sources(self, request, kept, record):
        yield Source.of(kept, keeps=self.keeps_history(request), **{kept.key: record.pk})
        for inline in self.get_inline_instances(request, record):
            rows = KEPT.get(inline.model)
            if rows is None or not inline.has_view_permission(request, record):
                continue
            keeps = inline.has_change_permission(request) or request.user.has_perm(READS_ALL)
            parent = _parent(inline, record)
            if keeps:
                yield Source.of(rows, keeps=True, **{parent: record.pk})
            elif not rows.personal:
                visible = inline.get_queryset(request).filter(**{parent: record.pk})
                numbers = list(visible.values_list("pk", flat=True))
                yield Source.of(rows, keeps=False, **{f"{rows.key}__in": numbers})


def read(site, request, sources):
    """The entries of the asked page of these rows, and the page."""
    page = Paginator(in_order(sources), PAGE).get_page(request.GET.get("page"))
    return reader_of(site, request, sources).entries(list(page), sources), page


def reader_of(site, request, sources):
    """This person at the desk. Names of colleagues are for those who may change what is shown."""
    named = all(source.keeps for source in sources[:1])

    def name_of(user):
        return user.get_full_name() or user.username if named else site.role_label(user)

    def visible(model, numbers):
        desk = site._registry.get(model)
        if desk is not None and not desk.has_view_permission(request):
            return []
        if desk is not None:
            return desk.get_queryset(request).filter(pk__in=numbers)
        return model._base_manager.filter(pk__in=numbers) if named else []

    return Reader(name_of, visible)


def _parent(inline, record):
    if inline.fk_name:
        return f"{inline.fk_name}_id"
    columns = inline.model._meta.concrete_fields
    return next(
        column.attname
        for column in columns
        if isinstance(column, ForeignKey) and isinstance(record, column.related_model)
    )

"""Two people, one page: nobody's change is lost silently (bars.md R4)."""

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext

from . import seen
from .forms import DeskForm, conflict_sentence
from .rows import Returned


class Guarded:
    """A page of the admin that refuses to overwrite what its reader has not seen.

    The page carries marks of all it showed (`seen`). Under a lock on the record and its rows, the
    marks of what is stored are compared with them. Where they differ nothing is saved, both
    versions stand side by side, and saving once more is a deliberate choice.

    It also stands before doors: a ValidationError raised while saving undoes everything and comes
    back beside the fields.
    """

    form = DeskForm

    # The page, coming and going

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        request.desk = _Page()
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            if request.method != "POST":
                raise
            # The transaction is undone; the same page now says why.
            request.desk = _Page(refusal=refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST" and hasattr(request, "desk"):
            self._lock(object_id)
        return super().get_object(request, object_id, from_field)

    def _lock(self, object_id):
        """Hold the record until the transaction ends; the reading follows the lock."""
        try:
            key = self.model._meta.pk.to_python(object_id)
        except ValidationError:
            return
        rows = self.model._base_manager.select_for_update().order_by("pk")
        list(rows.filter(pk=key).values_list("pk"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj is not None and self.has_change_permission(request, obj):
            context["seen"] = self._carried(request, context, obj)
            context["seen_field"] = seen.FIELD
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _carried(self, request, context, obj):
        """The marks for the page: as read now, or as they came before a typing error."""
        page = getattr(request, "desk", None) or _Page()
        if page.carried:
            return page.carried
        form = context["adminform"].form
        rows = {}
        for table in context["inline_admin_formsets"]:
            if table.has_change_permission:
                rows[table.formset.prefix] = _rows_marks(table.formset)
        return seen.sign(obj, seen.marks(obj, form.fields), rows)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        if request.method != "POST":
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        context = {
            **self.admin_site.each_context(request),
            "opts": opts,
            "title": gettext("Somebody deleted this meanwhile"),
            "typed": _typed_texts(request.POST),
        }
        return TemplateResponse(request, "admin/desk/deleted_meanwhile.html", context, status=409)

    # The rows

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        page = getattr(request, "desk", None)
        if request.method != "POST" or page is None or obj.pk is None:
            return kwargs
        if not inline.has_change_permission(request, obj):
            return kwargs
        returned = Returned(
            kwargs["data"], request.FILES.copy(), prefix, inline.model._meta.pk.name
        )
        kwargs["files"] = returned.files
        existing = self._lock_rows(request, inline, obj)
        returned.drop_lost(existing)
        self._adopt_only_row(request, inline, obj, returned, existing)
        kwargs["queryset"] = kwargs["queryset"].filter(pk__in=returned.stored)
        page.tables[prefix] = returned
        return kwargs

    def _lock_rows(self, request, inline, obj):
        rows = inline.model._base_manager.select_for_update().order_by("pk")
        keys = rows.filter(**{_parent_field(inline, obj): obj}).values_list("pk", flat=True)
        return {str(key) for key in keys}

    def _adopt_only_row(self, request, inline, obj, returned, existing):
        """Where there is one row at most, somebody else's new row meets the one typed here."""
        if inline.get_max_num(request, obj) != 1 or returned.count or returned.lost or not existing:
            return
        if returned.is_typed(0, ignored={_parent_field(inline, obj)}):
            returned.adopt(next(iter(existing)))

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        page = getattr(request, "desk", None)
        if request.method == "POST" and page is not None:
            obj.refusal = page.refusal
            if change:
                self._compare(request, obj, formsets, page)
        return formsets, inlines

    def _compare(self, request, obj, formsets, page):
        """Mark on the record and its rows what somebody else changed since the page was opened."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form_class = self.get_form(request, obj, change=True, fields=fields)
        own = seen.marks(obj, form_class.base_fields)
        tables = [formset for formset in formsets if formset.prefix in page.tables]
        rows = {formset.prefix: _rows_marks(formset) for formset in tables}

        sent = request.POST.get(seen.FIELD, "")
        before = seen.read(sent, obj)
        if before is None:
            obj.page_problems = [
                gettext(
                    "This page was open too long or did not arrive whole. Nothing has been saved "
                    "yet. Look through it once more and save again."
                )
            ]
            page.carried = seen.sign(obj, own, rows)
            return
        own_before, rows_before = before
        obj.changed_meanwhile = seen.changed(own_before, own)
        obj.page_problems = []
        for formset in tables:
            returned = page.tables[formset.prefix]
            obj.page_problems += _lost_sentences(formset, returned)
            if _mark_rows(formset, rows_before.get(formset.prefix, {}), rows[formset.prefix]):
                obj.page_problems.append(conflict_sentence())
        obj.page_problems = list(dict.fromkeys(obj.page_problems))
        differs = obj.changed_meanwhile or obj.page_problems
        page.carried = seen.sign(obj, own, rows) if differs else sent


class _Page:
    """What one request knows about its page."""

    def __init__(self, refusal=None):
        self.refusal = refusal
        self.carried = ""
        self.tables = {}


def _parent_field(inline, obj):
    if inline.fk_name:
        return inline.fk_name
    parents = {type(obj), *type(obj)._meta.get_parent_list()}
    for column in inline.model._meta.concrete_fields:
        if column.remote_field and column.remote_field.model in parents:
            return column.name
    raise LookupError(f"{inline.model} has no foreign key to {type(obj)}")


def _rows_marks(formset):
    return {
        str(form.instance.pk): seen.marks(form.instance, form.fields)
        for form in formset.initial_forms
    }


def _mark_rows(formset, before, after):
    """Tell each row what changed in it; True where something typed would overwrite it."""
    contested = False
    for form in formset.initial_forms:
        key = str(form.instance.pk)
        changed = seen.changed(before.get(key, {}), after[key])
        form.instance.changed_meanwhile = changed
        deletes = formset.can_delete and form.add_prefix(DELETION_FIELD_NAME) in form.data
        if changed and (deletes or changed & set(form.changed_data)):
            contested = True
    return contested


def _lost_sentences(formset, returned):
    if not returned.lost:
        return []
    sentence = ngettext(
        "Somebody else deleted a row meanwhile (%(table)s). Add it again if it is needed. "
        "It held: %(typed)s",
        "Somebody else deleted %(count)d rows meanwhile (%(table)s). Add them again if they are "
        "needed. They held: %(typed)s",
        len(returned.lost),
    )
    return [
        sentence
        % {
            "count": len(returned.lost),
            "table": formset.model._meta.verbose_name_plural,
            "typed": "; ".join(", ".join(row) for row in returned.lost),
        }
    ]


def _typed_texts(post):
    """What was typed in a page that can no longer be saved, to be copied."""
    return [
        value.strip()
        for name, values in post.lists()
        for value in values
        if value.strip() and not name.startswith(("_", "csrf")) and "_FORMS" not in name
    ]

"""Who keeps the deeds sees every one of them; whoever only reads sees those that are public."""


class ReadersPage:
    """A page that tells its readers some fields otherwise than its keepers type them.

    `for_readers` maps a field to what stands in its place; to None where nothing does.
    """

    for_readers = {}

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        return [
            (name, {**options, "fields": self._read(options["fields"])})
            for name, options in fieldsets
        ]

    def _read(self, fields):
        told = (self.for_readers.get(name, name) for name in fields)
        return [name for name in told if name is not None]


class PublishedForReaders(ReadersPage):
    """A list whose unpublished records only their keepers see."""

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows if self.has_change_permission(request) else rows.public()

    def get_view_on_site_url(self, obj=None):
        hidden = obj is not None and not obj.is_public
        return None if hidden else super().get_view_on_site_url(obj)

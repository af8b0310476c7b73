"""Who helps the aimak: donors, ministries, groups of residents."""

from django.contrib import admin

from groups.desk import DeskAdmin
from language.search import SearchableAdmin
from programs.models import Partner


@admin.register(Partner)
class PartnerAdmin(SearchableAdmin, DeskAdmin):
    list_display = ("__str__", "url")
    fields = ("name", "url")

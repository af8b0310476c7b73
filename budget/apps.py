from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetConfig(AppConfig):
    """Money: the budget of each year, its lines, amendments and execution."""

    name = "budget"
    verbose_name = _("Budget")

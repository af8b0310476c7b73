"""Public addresses of the budgets, their lines and their Excel files."""

from django.urls import path

from budget import views

app_name = "budget"

urlpatterns = [
    path("budget/", views.budget_list, name="budget_list"),
    path("budget/<int:year>/", views.budget_detail, name="budget_detail"),
    path("budget/<int:year>/lines.xlsx", views.budget_workbook, name="budget_workbook"),
    path("budget/<int:year>/lines/<int:pk>/", views.line_detail, name="line_detail"),
]

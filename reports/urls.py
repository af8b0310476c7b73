from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("hearings/feed/", views.hearings_feed, name="hearings_feed"),
    path("hearings/calendar.ics", views.hearings_calendar, name="hearings_calendar"),
    path("hearings/<int:pk>/hearing.ics", views.hearing_calendar, name="hearing_calendar"),
    path("proposals/feed/", views.decisions_feed, name="decisions_feed"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/pack/", views.pack_order, name="pack_order"),
    path("reports/pack/<slug:token>/", views.pack_detail, name="pack_detail"),
    path("reports/pack/<slug:token>/file", views.pack_file, name="pack_file"),
    path("reports/<slug:slug>/", views.report_detail, name="report_detail"),
    path("reports/<slug:slug>/download.xlsx", views.report_workbook, name="report_workbook"),
    path("reports/<slug:slug>/download.csv", views.report_csv, name="report_csv"),
    path("reports/<slug:slug>/download.pdf", views.report_pdf, name="report_pdf"),
    path("data/", views.data, name="data"),
    path("data/<slug:table>/", views.data_detail, name="data_detail"),
]

"""The addresses for machines, which are the same in every language."""

from django.urls import path

from reports import views

urlpatterns = [
    path("data/aimak.zip", views.data_archive, name="data_archive"),
    path("data/<slug:table>.csv", views.data_file, name="data_file"),
    path("api/v1/", views.open_interface, name="open_interface_root"),
    path("api/v1/<path:rest>", views.open_interface, name="open_interface"),
]

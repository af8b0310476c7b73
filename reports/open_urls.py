"""The addresses for machines, which are the same in every language."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports import views


class Anything(StringConverter):
    """The rest of an address whatever it holds, also the line break that `path` leaves out."""

    regex = r"(?s:.+)"


register_converter(Anything, "anything")

urlpatterns = [
    path("data/aimak.zip", views.data_archive, name="data_archive"),
    path("data/<slug:table>.csv", views.data_file, name="data_file"),
    path("api/v1/", views.open_interface, name="open_interface_root"),
    path("api/v1/<anything:rest>", views.open_interface, name="open_interface"),
]

from django.urls import path, register_converter

from hearings import views


class ProposalNumberConverter:
    """A number of the register, like 2026-00012."""

    regex = r"[0-9]{4}-[0-9]{5,7}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ProposalNumberConverter, "number")

app_name = "hearings"

urlpatterns = [
    path("hearings/", views.hearing_list, name="hearing_list"),
    path("hearings/<int:pk>/", views.hearing_detail, name="hearing_detail"),
    path("hearings/documents/<uuid:key>/", views.document, name="document"),
    path("proposals/", views.proposal_list, name="proposal_list"),
    path("proposals/new/", views.proposal_new, name="proposal_new"),
    path("proposals/sent/", views.proposal_sent, name="proposal_sent"),
    path("proposals/track/", views.proposal_track, name="proposal_track"),
    path("proposals/photos/<uuid:key>/", views.photo, name="photo"),
    path(
        "proposals/photos/<uuid:key>/small/",
        views.photo,
        {"small": True},
        name="photo_thumbnail",
    ),
    path("documents/<uuid:key>/", views.act_file, name="act_file"),
]

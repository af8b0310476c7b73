"""Every address of the portal. The public ones are a contract (README, addresses)."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from aimak_portal import views

# Before the paths below: it brings the converter of the numbers of proposals.
from hearings import urls as hearings_urls

urlpatterns = [
    path("health", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("reports.open_urls")),
]
urlpatterns += i18n_patterns(
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("search/", views.search, name="search"),
    path("groups/<int:pk>/", views.group_detail, name="group_detail"),
    path("villages/<int:pk>/", views.village_detail, name="village_detail"),
    path("proposals/<number:number>/", views.proposal_detail, name="proposal_detail"),
    path("measures/<int:pk>/", views.measure_detail, name="measure_detail"),
    path("documents/", views.document_list, name="document_list"),
    path("", include("groups.urls")),
    path("", include(hearings_urls)),
    path("", include("programs.urls")),
    path("", include("budget.urls")),
    path("", include("reports.urls")),
    path("admin/", admin.site.urls),
)

handler400 = "aimak_portal.views.bad_request"
handler403 = "aimak_portal.views.permission_denied"
handler404 = "aimak_portal.views.page_not_found"
handler500 = "aimak_portal.views.server_error"

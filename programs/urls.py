"""Public addresses of the programmes and their measures."""

from django.urls import path

from programs import views

app_name = "programs"

urlpatterns = [
    path("programs/", views.program_list, name="program_list"),
    path("programs/<int:pk>/", views.program_detail, name="program_detail"),
    path("measure-photos/<uuid:key>/", views.photo, name="photo"),
    path("measure-photos/<uuid:key>/small/", views.photo_thumbnail, name="photo_thumbnail"),
]

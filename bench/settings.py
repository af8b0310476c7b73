"""The portal's own settings, plus the address and the template of the floor page."""

from aimak_portal.settings import *  # noqa: F403
from aimak_portal.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")

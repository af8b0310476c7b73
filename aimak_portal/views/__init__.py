"""The roof's own pages: those that belong to no single floor."""

from .errors import bad_request, csrf_failure, page_not_found, permission_denied, server_error
from .health import health, robots
from .home import home
from .pages import about, group_detail, village_detail
from .search import search

__all__ = [
    "about",
    "bad_request",
    "csrf_failure",
    "group_detail",
    "health",
    "home",
    "page_not_found",
    "permission_denied",
    "robots",
    "search",
    "server_error",
    "village_detail",
]

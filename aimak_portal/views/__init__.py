"""The roof's own pages: those that belong to no single floor."""

from .documents import document_list
from .errors import bad_request, csrf_failure, page_not_found, permission_denied, server_error
from .health import health, robots
from .home import home
from .measures import measure_detail
from .pages import about, group_detail
from .proposals import proposal_detail
from .search import search
from .villages import village_detail

__all__ = [
    "about",
    "bad_request",
    "csrf_failure",
    "document_list",
    "group_detail",
    "health",
    "home",
    "measure_detail",
    "page_not_found",
    "permission_denied",
    "proposal_detail",
    "robots",
    "search",
    "server_error",
    "village_detail",
]

"""How the portal is served: `gunicorn aimak_portal.wsgi`, behind nginx or alone on one machine."""

import os
from pathlib import Path

wsgi_app = "aimak_portal.wsgi:application"
bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Two processes of four threads: enough for a village server with two cores, about 65 MB each.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
preload_app = False
keepalive = 5
timeout = 60
graceful_timeout = 20

# The workers' heartbeat is a file: in memory it cannot be held up by a slow disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# Only the proxy on this machine is believed about the scheme.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"

# Long addresses are refused before the portal reads them.
limit_request_line = 4094
limit_request_fields = 64

# No access log: a query may hold a name or a receipt code, and the proxy logs what is needed.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("LOG_LEVEL") or "warning"

"""Where a request comes from, as far as it can be trusted."""

from django.conf import settings


def address(request):
    """The visitor's network address: the one our own proxies saw, never what a visitor claims."""
    hops = settings.TRUSTED_PROXY_HOPS
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return request.META.get("REMOTE_ADDR", "")

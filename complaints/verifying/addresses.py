"""Where a request comes from, for counting alone: it is written down nowhere but as an HMAC."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

_OF_ONE_HOUSEHOLD = 64  # bits of an IPv6 address that one customer of a provider has for itself alone


def client_address(request: HttpRequest) -> str:
    """The address of the citizen's end; with proxies of the city's before us, as the outermost of them saw it."""
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(told) >= settings.PROXIES:
        return told[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(request: HttpRequest) -> str:
    """What the caps count as one: an IPv4 address, or the network of an IPv6 address."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, _OF_ONE_HOUSEHOLD), strict=False))
    return str(getattr(address, "ipv4_mapped", None) or address)

"""The gateway's schema: the public apps' migrations and nothing else. Used by `wall migrate` alone."""

from .base import *  # noqa: F403
from .base import PUBLIC_APPS, env

# django.contrib.postgres has no tables; it teaches Django operator classes of indexes.
INSTALLED_APPS = [*PUBLIC_APPS, "django.contrib.postgres"]
DATABASES = {
    "default": {
        **env.db_url("ALLIMI_GATEWAY_ADMIN_URL"),
    }
}
DATABASES["default"].setdefault("OPTIONS", {})["assume_role"] = "allimi_owner"

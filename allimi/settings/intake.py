"""The intake's schema: the intake apps' migrations and nothing else. Used by `wall setup` and `wall migrate` alone."""

from .base import *  # noqa: F403
from .base import INTAKE_APPS, env

INSTALLED_APPS = [*INTAKE_APPS, "django.contrib.postgres"]
DATABASES = {
    "default": {
        **env.db_url("ALLIMI_INTAKE_ADMIN_URL"),
    }
}
DATABASES["default"].setdefault("OPTIONS", {})["assume_role"] = "allimi_owner"

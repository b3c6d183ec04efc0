"""Law 5: the public app, loaded as in the DMZ, installs no admin, offers no login and knows no way inside."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from psycopg.conninfo import conninfo_to_dict

from ..connections import parts, setting
from ..errors import WallError
from .check import Check, unexpected

# What the public app may install besides the public apps.
LIBRARIES = {"django.contrib.staticfiles", "django.contrib.humanize", "django.contrib.postgres", "django_filters"}
PRIVATE = ("desk", "casework", "safety", "printing", "followers", "newsroom", "polling")
INSIDE_MODULES = (
    *PRIVATE,
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.sessions",
    "axes",
    "allimi.wall",
)

# Runs in a process of its own, since settings are chosen once per process.
_LOOK = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.urls import get_resolver

def views(patterns, prefix=""):
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns, here)
        else:
            yield here, pattern.callback.__module__

print(json.dumps({
    "apps": list(settings.INSTALLED_APPS),
    "middleware": list(settings.MIDDLEWARE),
    "databases": {
        name: {key: str(value) for key, value in {**entry.get("OPTIONS", {}), **entry}.items()
               if key in ("USER", "HOST", "PORT", "host")}
        for name, entry in settings.DATABASES.items()
    },
    "views": list(views(get_resolver().url_patterns)),
    "modules": sorted(sys.modules),
}))
"""


def checks() -> Iterator[Check]:
    seen = public_app_as_seen()
    installed = set(seen["apps"])
    allowed = {*settings.PUBLIC_APPS, *settings.INTAKE_APPS, *LIBRARIES}
    yield Check(5, "the public app installs only what is public", unexpected("the app", installed - allowed, []))
    yield Check(
        5,
        "no public address leads to an internal view",
        [f"/{path} leads to {module}" for path, module in seen["views"] if _is_inside(module)],
    )
    yield Check(
        5,
        "the public app has no sign-in",
        [f"the middleware {name} should not be there" for name in seen["middleware"] if _is_inside(name)]
        + [f"/{path} looks like a sign-in" for path, _module in seen["views"] if "login" in path or "admin" in path],
    )
    yield Check(
        5,
        "the public app loads no internal code",
        [f"the module {name} is loaded" for name in seen["modules"] if name.split(".")[0] in PRIVATE],
    )
    yield Check(5, "the public app’s databases are the replica and the intake", _databases(seen["databases"]))


def public_app_as_seen() -> dict[str, Any]:
    """What the public settings install, route and connect to. Raises WallError if they do not load."""
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "DJANGO_SETTINGS_MODULE": "allimi.settings.public",
        "ALLIMI_SECRET_KEY": "looked at, never served",
        "ALLIMI_ALLOWED_HOSTS": "localhost",
        "ALLIMI_REPLICA_URL": setting("replica"),
        "ALLIMI_INTAKE_URL": setting("intake"),
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _LOOK], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise WallError(f"The public settings do not load: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout.splitlines()[-1])


def _is_inside(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in INSIDE_MODULES)


def _databases(databases: dict[str, dict[str, str]]) -> list[str]:
    faults = unexpected("the database", databases, ["default", "intake"])
    inside = {name: _place(parts(name)) for name in ("primary_admin", "gateway_admin")}
    publisher = {key: str(value) for key, value in conninfo_to_dict(setting("publisher_conninfo")).items()}
    inside["publisher_conninfo"] = _place(publisher)
    for name, entry in databases.items():
        place = (entry.get("host") or entry.get("HOST", ""), entry.get("PORT", "") or "5432")
        faults += [f"{name} is the cluster of {where}" for where, other in inside.items() if place == other]
    return faults


def _place(given: dict[str, str]) -> tuple[str, str]:
    return given.get("host", ""), given.get("port", "5432")

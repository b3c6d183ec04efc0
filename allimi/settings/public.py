"""The public app in the DMZ: reads the replica, knows no primary, no gateway, no login."""

from csp.constants import NONE, SELF

from .base import *  # noqa: F403
from .base import BASE_DIR, INTAKE_APPS, PUBLIC_APPS, WEBCAM_RELAY, env
from .verifying import *  # noqa: F403

ROOT_URLCONF = "allimi.urls.public"

INSTALLED_APPS = [
    *PUBLIC_APPS,
    *INTAKE_APPS,
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_filters",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sites.middleware.RevalidateMiddleware",
    "sites.middleware.PathLanguageMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allimi.unavailable.UnavailableMiddleware",
    "allimi.pages.scope.PageScopeMiddleware",
    "usage.middleware.EmptySearchMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "sites.context.city",
            ]
        },
    }
]

# `intake` takes what citizens write; the role may INSERT there and nothing else.
DATABASES = {
    "default": {**env.db_url("ALLIMI_REPLICA_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    "intake": {**env.db_url("ALLIMI_INTAKE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
}
DATABASE_ROUTERS = ["allimi.routers.ReadOnlyRouter"]

# No upload is ever written to a disk here: the journey's pages seal files on their way (complaints.sealing.uploads),
# and what is sent to any other address stays in memory or is dropped.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# How pages are used, in totals that name nobody (docs/usage.md).
COUNT_USE = env.bool("ALLIMI_COUNT_USE", default=True)

# Memory of each process for pages that are ready to send; 0 builds every page anew.
PAGE_CACHE_MB = env.int("ALLIMI_PAGE_CACHE_MB", default=64)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([f"{WEBCAM_RELAY.rstrip('/')}/"] if "://" in WEBCAM_RELAY else [])],
        "font-src": [SELF],
        # The large map asks for its sites; browsers' auditors ask for robots.txt in the name of any page.
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

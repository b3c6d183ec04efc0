"""The internal app: officials, the admin, the workers. Writes to the primary."""

from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from allimi.wall.variables import VARIABLES

from .base import *  # noqa: F403
from .base import BASE_DIR, INTAKE_APPS, PUBLIC_APPS, STATICFILES_DIRS, env
from .casework import *  # noqa: F403
from .link import *  # noqa: F403
from .mail import *  # noqa: F403
from .sign_in import *  # noqa: F403
from .sign_in import OIDC_ORIGINS

ROOT_URLCONF = "allimi.urls.internal"

INSTALLED_APPS = [
    *PUBLIC_APPS,
    *INTAKE_APPS,
    "desk",
    "casework",
    "safety",
    "printing",
    "followers",
    "newsroom",
    "polling",
    "allimi.wall",
    "desk.admin_config.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_filters",
    "axes",
    "pgtrigger",
    "pghistory",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "desk.signing_in.middleware.SignedInMiddleware",
    "desk.auditing.viewing.ViewingMiddleware",
    "axes.middleware.AxesMiddleware",
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
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sites.context.city",
            ]
        },
    }
]

# The manuals' pictures, beside what every side has.
STATICFILES_DIRS = [*STATICFILES_DIRS, ("manual", BASE_DIR / "docs" / "manual" / "pictures")]

# ALLIMI_ASSUME_ROLE is set by `wall migrate` alone: tables belong to a role nobody logs in as.
DATABASES = {
    "default": {
        **env.db_url("ALLIMI_PRIMARY_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
# The collector alone is told where the intake is.
if "ALLIMI_COLLECTOR_URL" in env or "ALLIMI_COLLECTOR_URL_FILE" in env:
    DATABASES["intake"] = {**env.db_url("ALLIMI_COLLECTOR_URL"), "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
DATABASE_ROUTERS = ["allimi.routers.IntakeRouter"]
# A folder of the collector's own with the private keys that open what citizens sealed (docs/keys.md).
VOICE_KEYS = env("ALLIMI_VOICE_KEYS", default="")
if assume_role := env("ALLIMI_ASSUME_ROLE", default=""):
    DATABASES["default"].setdefault("OPTIONS", {})["assume_role"] = assume_role

# Where `wall` finds the clusters; empty in web processes, since only the operator's shell has these.
WALL = {name: env(variable, default="") for name, variable in VARIABLES.items()}

# What an official reads is for that official alone.
PAGE_CACHE_MB = 0

# Where citizens read; the desk links there.
PUBLIC_ORIGIN = env("ALLIMI_PUBLIC_ORIGIN")

LOGIN_URL = reverse_lazy("admin:login")
LOGIN_REDIRECT_URL = reverse_lazy("admin:index")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a site with its 14 kinds on one screen
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],  # a mail as its readers will see it
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What the public directory shows of a listed official: full names, masked ones (홍○○) or none;
# the department's office number, the 0503 relay number or the direct one.
OFFICER_NAMES = env.str("ALLIMI_OFFICER_NAMES", default="masked")  # published, masked or hidden
OFFICER_PHONES = env.str("ALLIMI_OFFICER_PHONES", default="office")  # office, relay or direct

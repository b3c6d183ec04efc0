"""What both sides of the wall share. Never a settings module of its own: choose public or internal."""

from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from sites.profile import load_profile

# FileAwareEnv also reads NAME_FILE, so that secrets can come as files.
env = environ.FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# The apps whose tables cross the wall, whole. The publication, the gateway's schema, the
# grants and `wall verify` are derived from this list and typed nowhere else.
PUBLIC_APPS = [
    "sites",
    "disclosures",
    "complaints",
    "embeds",
    "feeds",
    "usage",
    "screens",
    "hearings",
    "newsletters",
    "following",
    "surveys",
]
# The apps whose tables lie on the intake cluster alone: neither published nor on the primary.
INTAKE_APPS = ["intake"]
# What citizens write is sealed to each of these (docs/keys.md): X25519, hexadecimal, the newest first.
VOICE_PUBLIC_KEYS = env.list("ALLIMI_VOICE_PUBLIC_KEYS", default=[])

# What the public app (verifying.py) or the relay (relay.py) sets. Elsewhere nobody writes, and nobody sends codes.
PROOFS: dict[str, dict[str, str]] = {}
RELAY_URL = RELAY_TOKEN = RELAY_BACKEND = ""
RELAY_NUMBER_A_DAY = RELAY_ALL_AN_HOUR = PROXIES = 0
CODE_CAPS: list[str] = []
HTTPS = True
# Nobody counts how pages are read but the public app (public.py).
COUNT_USE = False

SECRET_KEY = env("ALLIMI_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLIMI_ALLOWED_HOSTS")
WSGI_APPLICATION = "allimi.wsgi.application"

PROFILE = load_profile(env("ALLIMI_PROFILE", default="seoul"))
# Demo data must never pass for the city's own: every page says so while this is on.
DEMO = env.bool("ALLIMI_DEMO", default=False)
# A place to practise, with a database of its own that can be set back to the start (docs/training.md).
TRAINING = env.bool("ALLIMI_TRAINING", default=False)
# KRDS's masthead says that the pages are the government's own: only for a site of which that is true.
MASTHEAD = env.bool("ALLIMI_MASTHEAD", default=False)

# What search portals gave out to prove whose pages these are: naver=…,google=…,bing=…,daum=… (docs/findability.md).
SITE_VERIFICATION = env.dict("ALLIMI_SITE_VERIFICATION", default={})

# Where a relay serves stills of the sites' cameras (docs/webcams.md); empty: no camera is shown in a page.
WEBCAM_RELAY = env("ALLIMI_WEBCAM_RELAY", default="")

# The large map's background: none, vworld (needs a key bound to this host's name; readers see it) or osm.
MAP_TILES = env("ALLIMI_MAP_TILES", default="none")
MAP_TILES_KEY = env("ALLIMI_MAP_TILES_KEY", default="")
# A geocoder that speaks VWorld's address API, asked for places that the gazetteer does not know. Empty: nobody is
# asked, and what a citizen types stays here. The DMZ then needs a way out to that one host.
ADDRESS_URL = env("ALLIMI_ADDRESS_SERVICE", default="")
ADDRESS_KEY = env("ALLIMI_ADDRESS_KEY", default="")

# ClamAV's daemon, as a socket's path or host:port, on each side its own. Empty: every file that citizens send is held.
CLAMD = env("ALLIMI_CLAMD", default="")

LANGUAGE_CODE = PROFILE.languages[0]
LANGUAGES = [
    (code, name)
    for code, name in (("ko", _("Korean")), ("en", _("English")), ("vi", _("Vietnamese")))
    if code in PROFILE.languages
]
FORMAT_MODULE_PATH = ["allimi.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = PROFILE.time_zone
USE_TZ = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATIC_ROOT = env("ALLIMI_STATIC_ROOT", default=str(BASE_DIR / ".allimi" / "static"))
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A template that names a file nobody made must fail, not render nothing.
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # It says at each start that it has started.
    "loggers": {"pikepdf": {"level": "WARNING"}},
}

"""How officials sign in: the same in every app that has a desk. Never a settings module of its own.

docs/signing-in.md tells an administrator what each of it means.
"""

from urllib.parse import urlsplit

import pghistory
from django.core.exceptions import ImproperlyConfigured

from .base import env

# Whether a password alone opens the desk. `required`: whoever has no passkey or app yet sees nothing but the page to
# set one up. `offered`: a demonstration, in which nobody has either.
SECOND_FACTOR = env.str("ALLIMI_SECOND_FACTOR", default="required")
if SECOND_FACTOR not in ("required", "offered"):
    raise ImproperlyConfigured("ALLIMI_SECOND_FACTOR is neither “required” nor “offered”.")

# Former secret keys: seeds of codes that were stored under them can still be read.
SECRET_KEY_FALLBACKS = env.list("ALLIMI_SECRET_KEY_FALLBACKS", default=[])

AUTH_USER_MODEL = "desk.Official"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "desk.standing.DeputyBackend",  # what the roles of an absent official open to a deputy
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

# Wrong passwords and wrong codes count together, in the database, over all processes.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_ENABLE_ADMIN = False  # the desk has its own page, which audits an unlocking
AXES_SENSITIVE_PARAMETERS = ["code", "credential", "csrfmiddlewaretoken"]

ACCOUNT_ADAPTER = "desk.signing_in.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"  # an administrator makes the accounts
ACCOUNT_FORMS = {
    "login": "desk.signing_in.forms.SignInForm",
    "reauthenticate": "desk.signing_in.forms.PasswordAgainForm",
}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# allauth would count in each process for itself, and by address: a whole office behind one address would be locked.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False

MFA_ADAPTER = "desk.signing_in.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "desk.signing_in.forms.CodeForm",
    "reauthenticate": "desk.signing_in.forms.CodeAgainForm",
    "activate_totp": "desk.signing_in.forms.FirstCodeForm",
    "add_webauthn": "desk.signing_in.forms.NewPasskeyForm",
    "edit_webauthn": "desk.signing_in.forms.PasskeyNameForm",
}

# The city's directory: its OpenID Connect server, which names the official in one claim. Empty: passwords and passkeys.
OIDC_SERVER = env.str("ALLIMI_OIDC_SERVER", default="")
OIDC_CLAIM = env.str("ALLIMI_OIDC_CLAIM", default="") or "preferred_username"
OIDC_PROVIDER = "directory"
SOCIALACCOUNT_ADAPTER = "desk.signing_in.adapters.DirectoryAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER,
                "name": env.str("ALLIMI_OIDC_NAME", default="") or "OpenID Connect",
                "client_id": env.str("ALLIMI_OIDC_CLIENT"),
                "secret": env.str("ALLIMI_OIDC_SECRET"),
                "settings": {"server_url": OIDC_SERVER},
            }
        ]
        if OIDC_SERVER
        else [],
    }
}
# A form that ends at the directory's own page: browsers ask the policy about that address, too.
OIDC_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))] if OIDC_SERVER else []

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("ALLIMI_HTTPS", default=True)
# The directory is told the address that it sends the browser back to.
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SESSION_COOKIE_SECURE else "http"

# Idle for half an hour, or ten hours after signing in: whichever comes first.
SESSION_COOKIE_NAME = "allimi_desk"
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_LONGEST = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Coming back from the directory is a link from another site.
SESSION_COOKIE_SAMESITE = "Lax" if OIDC_SERVER else "Strict"

# Triggers write histories with the request's official beside the row, so that no row of a history is ever updated.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)  # histories are looked up by their object alone
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history", db_index=True)

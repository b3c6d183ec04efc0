"""The reporters' desk: contractors and supervisors of outside firms, over the city's VPN. Inside, and never the DMZ.

The internal app with less (docs/adr/0012): ALLIMI_PRIMARY_URL names the role `allimi_reporters`, sessions lie in a
table of their own under a key of their own, and no page is there but those of desk/reporters_site.py.
"""

from .internal import *  # noqa: F403
from .internal import INSTALLED_APPS as INTERNAL_APPS

ROOT_URLCONF = "allimi.urls.reporters"

# The same tables, so the same apps; but another site of the admin, and none of the wall's commands.
INSTALLED_APPS = ["desk.admin_config.ReportersAdminConfig", *INTERNAL_APPS]
INSTALLED_APPS.remove("desk.admin_config.DeskAdminConfig")
INSTALLED_APPS.remove("allimi.wall")

SESSION_ENGINE = "desk.reporters_sessions"
SESSION_COOKIE_NAME = "allimi_reporters"
CSRF_COOKIE_NAME = "allimi_reporters_csrf"
# The city's directory knows no firm's people.
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
WALL = {}

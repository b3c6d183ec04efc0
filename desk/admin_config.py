"""The admin app with the desk's own site, or with the reporters' one.

Apart from `desk.apps`, where Django would take it for the desk's own.
"""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "desk.admin_site.DeskAdminSite"


class ReportersAdminConfig(AdminConfig):
    default_site = "desk.reporters_site.ReportersSite"

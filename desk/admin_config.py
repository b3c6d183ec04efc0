"""The admin app with the desk's own site. Apart from `desk.apps`, where Django would take it for the desk's own."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "desk.admin_site.DeskAdminSite"

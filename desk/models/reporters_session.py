from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils.translation import gettext_lazy as _


class ReportersSession(AbstractBaseSession):
    """A session of the reporters' desk. Apart from the officials', whose sessions its role cannot read."""

    class Meta:
        verbose_name = _("session at the reporters’ desk")
        verbose_name_plural = _("sessions at the reporters’ desk")
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls) -> Any:
        from desk.reporters_sessions import SessionStore

        return SessionStore

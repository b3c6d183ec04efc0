"""Where the reporters' desk keeps its sessions (SESSION_ENGINE)."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from desk.models import ReportersSession


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> type[ReportersSession]:
        return ReportersSession

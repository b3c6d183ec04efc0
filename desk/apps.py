from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from . import (
            approval_boxes,  # noqa: F401  (the first page's for who decides)
            boxes,  # noqa: F401  (the first page's)
            checks,  # noqa: F401  (registers the checks)
        )
        from .link import (
            box as link_box,  # noqa: F401  (conflicts on the first page)
        )
        from .link import (
            checks as link_checks,  # noqa: F401
        )
        from .signing_in import (
            audit,  # noqa: F401  (hears of signing in)
            box,  # noqa: F401  (reminds of a passkey)
        )
        from .training import (
            checks as training_checks,  # noqa: F401
        )

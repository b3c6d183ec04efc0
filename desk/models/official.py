from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Department


class Role(models.TextChoices):
    """Groups of permissions; `desk.roles` says what each may do."""

    REPORTER = "reporter", _("reporter")  # a contractor's or supervisor's field manager
    SUPERVISOR = "supervisor", _("supervisor")
    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Official(AbstractUser):
    """Someone who works at the desk. Names and direct numbers stay inside unless the settings publish them."""

    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    post = models.CharField(_("post"), max_length=100, blank=True)
    duty = models.CharField(_("duty"), max_length=200, blank=True)
    full_name = models.CharField(_("full name"), max_length=100, blank=True)
    office_phone = models.CharField(_("office phone"), max_length=30, blank=True)
    direct_phone = models.CharField(_("direct number"), max_length=30, blank=True)
    relay_phone = models.CharField(_("relay number (0503)"), max_length=30, blank=True)
    in_directory = models.BooleanField(_("listed in the public directory"), default=False)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def public_post(self) -> str:
        """What a citizen may know of who did something: department and post, never the name."""
        department = self.department.name if self.department else ""
        return f"{department} {self.post}".strip() or str(_("official"))

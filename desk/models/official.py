from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from sites.models import Department

from .outside_firm import OutsideFirm


class Role(models.TextChoices):
    """Groups of permissions; `desk.roles` says what each may do."""

    REPORTER = "reporter", _("reporter")  # a contractor's or supervisor's field manager
    SUPERVISOR = "supervisor", _("supervisor")
    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Official(AbstractUser):
    """Someone who works at the desk, or reports to it from outside.

    Names and direct numbers stay inside unless the settings publish them.
    """

    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    firm = models.ForeignKey(
        OutsideFirm,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("outside firm"),
        help_text=_("For a contractor’s or supervisor’s people, who belong to no department."),
    )
    own_sites_only = models.BooleanField(
        _("assigned sites only"),
        default=False,
        help_text=_("Reaches the sites assigned to this person, not all of the department’s."),
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
        constraints = [
            models.CheckConstraint(
                condition=models.Q(firm=None) | models.Q(department=None, in_directory=False),
                name="desk_official_inside_or_outside",
            ),
        ]

    def get_full_name(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def is_outside(self) -> bool:
        """Whether this is a firm's person, who reaches assigned sites alone, from the reporters' desk."""
        return self.firm_id is not None

    @property
    def public_post(self) -> str:
        """What a citizen may know of who did something: department or firm, and post, never the name."""
        body = self.department or self.firm
        return f"{body.name if body else ''} {self.post}".strip() or str(_("official"))

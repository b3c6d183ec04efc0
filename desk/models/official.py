from typing import ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
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
    AGENT = "agent", _("call-centre agent")


class OfficialQuerySet(models.QuerySet["Official"]):
    def active(self) -> Self:
        return self.filter(is_active=True).select_related("department", "firm").order_by("full_name", "username")

    def assignable(self) -> Self:
        """Whoever has a role that works at sites."""
        working = (Role.REPORTER, Role.SUPERVISOR, Role.EDITOR, Role.APPROVER)
        return self.active().filter(groups__name__in=working).distinct()

    def within_reach_of(self, department: int) -> Self:
        """The department's own, and the firms' people."""
        return self.filter(models.Q(department=department) | models.Q(firm__isnull=False))

    def colleagues_of(self, official: "Official") -> Self:
        """The others of the same department or firm."""
        same = {"department": official.department_id, "firm": official.firm_id}
        return self.assignable().filter(**same).exclude(pk=official.pk)


class OfficialManager(UserManager.from_queryset(OfficialQuerySet)):  # type: ignore[misc]
    """Django's manager of accounts, with the desk's own questions."""


class Official(AbstractUser):
    """Someone who works at the desk, or reports to it from outside.

    Names and direct numbers stay inside unless the settings publish them.
    """

    # As Django has it, by the name that the sign-in page calls it.
    username = models.CharField(
        _("user ID"),
        max_length=150,
        unique=True,
        help_text=_("150 characters or fewer: letters, digits and @/./+/-/_ only."),
        validators=[AbstractUser.username_validator],
        error_messages={"unique": _("There is an account with this user ID already.")},
    )
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

    objects: ClassVar[OfficialManager] = OfficialManager()

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

"""공사관계자: who does what on the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import FirmColumns, Kind, ReleasedRow, content_rules
from .fields import Fields, text


class ParticipantRole(models.TextChoices):
    CLIENT = "client", _("client")
    SUPERVISOR = "supervisor", _("supervisor")
    CONTRACTOR = "contractor", _("contractor")
    DESIGNER = "designer", _("designer")
    CONSTRUCTION_MANAGER = "construction-manager", _("construction manager")


class ParticipantFields(Fields):
    required = ("role", "organisation")

    role = text(_("role"), max_length=30, choices=ParticipantRole)
    organisation = text(_("firm or agency"))
    registration_number = text(_("business registration number"), max_length=20)
    responsible_person = text(_("responsible person"), max_length=100)
    position = text(_("position"), max_length=100)
    phone = text(_("office phone"), max_length=30)

    class Meta:
        abstract = True


class Participant(ParticipantFields, ReleasedRow):
    class Meta:
        verbose_name = _("participant")
        constraints = content_rules(ParticipantFields, "participant")


KIND = Kind(
    slug="participant",
    model=Participant,
    fields_class=ParticipantFields,
    title=_("Participants"),
    plain_words=_("Who ordered, designs, supervises and builds the works, and whom to call."),
    many=True,
    identified_by=("role", "organisation"),
    firms=(FirmColumns("organisation", "registration_number", "contractor", role_column="role"),),
)

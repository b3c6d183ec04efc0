"""계약정보: who got the contract, how, and for how much."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import FirmColumns, Kind, ReleasedRow, content_rules
from .fields import Fields, MoneyField, count, date, long_text, text


class ContractMethod(models.TextChoices):
    """OC4IDS method, with the Korean procedures' names."""

    OPEN = "open", _("open competitive bidding")
    SELECTIVE = "selective", _("restricted competitive bidding")
    LIMITED = "limited", _("nominated bidding")
    DIRECT = "direct", _("private contract")


class ContractNature(models.TextChoices):
    CONSTRUCTION = "construction", _("construction")
    DESIGN = "design", _("design")
    SUPERVISION = "supervision", _("supervision")
    DESIGN_AND_BUILD = "design-and-build", _("design and build")


class ContractStatus(models.TextChoices):
    """OC4IDS contractingProcessStatus."""

    PRE_AWARD = "pre-award", _("before award")
    ACTIVE = "active", _("active")
    CLOSED = "closed", _("closed")


class ContractFields(Fields):
    required = ("number", "title", "amount")

    number = text(_("contract number"), max_length=60)
    round = count(_("round"), help_text=_("차수: 1 for the first or only contract."))
    title = text(_("contract title"))
    nature = text(_("contract type"), max_length=20, choices=ContractNature)
    status = text(_("contract status"), max_length=20, choices=ContractStatus)
    method = text(_("procurement method"), max_length=20, choices=ContractMethod)
    method_details = text(_("procurement details"))
    procuring_entity = text(_("procuring entity"))
    procuring_contact = text(_("contact of the procuring entity"))
    tenderers = count(_("number of tenderers"))
    estimate = MoneyField(_("cost estimate"))
    winner = text(_("contractor"))
    winner_registration_number = text(_("business registration number"), max_length=20)
    amount = MoneyField(_("contract amount"))
    signed_on = date(_("signed on"))
    starts_on = date(_("start"))
    ends_on = date(_("completion"))
    scope = long_text(_("scope of works"))

    class Meta:
        abstract = True

    @property
    def award_rate(self) -> Decimal | None:
        """Amount against the estimate, in percent."""
        if not self.estimate or self.amount is None:
            return None
        return Decimal(self.amount * 100) / self.estimate


class Contract(ContractFields, ReleasedRow):
    class Meta:
        verbose_name = _("contract")
        constraints = content_rules(ContractFields, "contract")


KIND = Kind(
    slug="contract",
    model=Contract,
    fields_class=ContractFields,
    title=_("Contracts"),
    plain_words=_("Which firm builds it, how it was chosen and what the contract is worth."),
    many=True,
    identified_by=("number", "round"),
    newest_by=("-signed_on", "-release_id"),
    firms=(FirmColumns("winner", "winner_registration_number", "contractor"),),
)

"""대금지급: what was paid, to whom and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import Fields, MoneyField, count, date, text


class PaymentType(models.TextChoices):
    ADVANCE = "advance", _("advance payment")
    PROGRESS = "progress", _("progress payment")
    FINAL = "final", _("final payment")


class PayeeTier(models.TextChoices):
    """The tiers into which the city's payment system (대금e바로) divides money."""

    PRIME = "prime", _("prime contractor")
    SUBCONTRACTOR = "subcontractor", _("subcontractor")
    LABOUR = "labour", _("labour")
    EQUIPMENT = "equipment", _("equipment")
    MATERIAL = "material", _("material")


class PaymentFields(Fields):
    required = ("sequence", "payment_type", "payee_tier", "amount")

    contract_number = text(_("contract number"), max_length=60)
    sequence = count(_("payment number"))
    payment_type = text(_("type of payment"), max_length=20, choices=PaymentType)
    payee_tier = text(_("payee"), max_length=20, choices=PayeeTier)
    amount = MoneyField(_("amount"))
    approved_on = date(_("approved on"))
    paid_on = date(_("paid on"))

    class Meta:
        abstract = True


class Payment(PaymentFields, ReleasedRow):
    class Meta:
        verbose_name = _("payment")
        constraints = content_rules(PaymentFields, "payment")


KIND = Kind(
    slug="payment",
    model=Payment,
    fields_class=PaymentFields,
    title=_("Payments"),
    plain_words=_("What the city has paid so far, and whether workers and subcontractors got their share."),
    many=True,
    identified_by=("contract_number", "sequence", "payee_tier"),
    newest_by=("-approved_on", "-release_id"),
)

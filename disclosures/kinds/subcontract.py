"""하도급현황: what the contractor lets others do, and at which price (건설산업기본법 제31조의3)."""

from django.utils.translation import gettext_lazy as _

from .base import FirmColumns, Kind, ReleasedRow, content_rules
from .fields import Fields, MoneyField, PercentField, date, text


class SubcontractFields(Fields):
    required = ("subcontractor", "work", "amount")

    contract_number = text(_("contract number"), max_length=60)
    subcontractor = text(_("subcontractor"))
    registration_number = text(_("business registration number"), max_length=20)
    representative = text(_("representative"), max_length=100)
    trade = text(_("trade"), max_length=100, help_text=_("업종: the licence under which the work is done."))
    seat = text(_("seat"))
    work = text(_("subcontracted work"))
    prime_price = MoneyField(_("prime contractor's price for this work"))
    amount = MoneyField(_("subcontract amount"))
    rate = PercentField(_("subcontract rate %"))
    signed_on = date(_("signed on"))

    class Meta:
        abstract = True


class Subcontract(SubcontractFields, ReleasedRow):
    class Meta:
        verbose_name = _("subcontract")
        constraints = content_rules(SubcontractFields, "subcontract")


KIND = Kind(
    slug="subcontract",
    model=Subcontract,
    fields_class=SubcontractFields,
    title=_("Subcontracts"),
    plain_words=_("Which parts the contractor passed on to other firms, and for how much."),
    many=True,
    identified_by=("contract_number", "subcontractor", "work"),
    newest_by=("-signed_on", "-release_id"),
    firms=(FirmColumns("subcontractor", "registration_number", "subcontractor"),),
)

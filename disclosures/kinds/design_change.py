"""설계변경: what was changed in the design or the price, why, and what it costs."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Kind, ReleasedRow, content_rules
from .fields import DOCUMENTS, Fields, FileDigestField, MoneyField, date, long_text, text


class ChangeType(models.TextChoices):
    """OC4IDS modificationType, with price escalation (물가변동) told apart from a change of design."""

    VALUE = "value", _("change of price")
    ESCALATION = "escalation", _("price escalation")
    SCOPE = "scope", _("change of scope")


class DesignChangeFields(Fields):
    required = ("number", "what")

    number = text(_("change number"), max_length=60)
    contract_number = text(_("contract number"), max_length=60)
    change_type = text(_("type of change"), max_length=20, choices=ChangeType)
    what = long_text(_("what is changed"))
    why = long_text(_("reason"))
    amount_before = MoneyField(_("amount before"))
    amount_after = MoneyField(_("amount after"))
    decided_on = date(_("decided on"))
    document = FileDigestField(_("document"), accepts=DOCUMENTS)

    class Meta:
        abstract = True

    @property
    def difference(self) -> int | None:
        """Amount after minus amount before, in the currency's minor unit."""
        if self.amount_before is None or self.amount_after is None:
            return None
        return self.amount_after - self.amount_before


class DesignChange(DesignChangeFields, ReleasedRow):
    class Meta:
        verbose_name = _("design change")
        constraints = content_rules(DesignChangeFields, "design_change")


KIND = Kind(
    slug="design-change",
    model=DesignChange,
    fields_class=DesignChangeFields,
    title=_("Design changes"),
    plain_words=_("What was changed after the contract was signed, why, and how the price moved."),
    many=True,
    identified_by=("number",),
    newest_by=("-decided_on", "-release_id"),
)

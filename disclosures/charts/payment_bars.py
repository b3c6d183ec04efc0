"""What was paid so far, by the tier of those who got it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosures.kinds.payment import PayeeTier
from sites.templatetags.allimi import day_text, money, money_short, percent

from .numbers import TierTotal
from .words import share

ROW = 3.5  # em: a line of text and its bar


@dataclass(frozen=True)
class Bar:
    """One tier's bar."""

    total: TierTotal
    of_all: Decimal  # percent of everything paid
    length: Decimal  # percent of the longest bar
    row: int

    @property
    def label(self) -> str:
        return str(PayeeTier(self.total.tier).label) if self.total.tier else _("payee withheld")

    @property
    def amount(self) -> str:
        return money_short(self.total.amount)

    @property
    def exact(self) -> str:
        return money(self.total.amount)

    @property
    def rate(self) -> str:
        return percent(self.of_all)

    @property
    def text_y(self) -> str:
        return f"{self.row * ROW + 1.2:.1f}em"

    @property
    def bar_y(self) -> str:
        return f"{self.row * ROW + 1.7:.1f}em"


@dataclass(frozen=True)
class PaymentBars:
    """The tiers that were paid, the largest first."""

    bars: Sequence[Bar]

    @classmethod
    def of(cls, totals: Sequence[TierTotal]) -> "PaymentBars | None":
        """None where nothing was paid, or nothing that may be told."""
        paid = sorted((total for total in totals if total.amount > 0), key=lambda total: (-total.amount, total.tier))
        if not paid:
            return None
        whole, longest = sum(total.amount for total in paid), paid[0].amount
        rows = enumerate(paid)
        return cls([Bar(total, share(total.amount, whole), share(total.amount, longest), row) for row, total in rows])

    @property
    def height(self) -> str:
        return f"{len(self.bars) * ROW:.1f}em"

    @property
    def paid(self) -> int:
        return sum(bar.total.amount for bar in self.bars)

    @property
    def withheld(self) -> int:
        return sum(bar.total.withheld for bar in self.bars)

    @property
    def title(self) -> str:
        return _("Payments by payee")

    @property
    def finding(self) -> str:
        """How much in all, and how it was divided."""
        number = sum(bar.total.payments for bar in self.bars)
        last = max((bar.total.last_on for bar in self.bars if bar.total.last_on), default=None)
        sentences = [
            ngettext(
                "%(amount)s was paid in %(number)s payment: %(shares)s.",
                "%(amount)s was paid in %(number)s payments: %(shares)s.",
                number,
            )
            % {
                "amount": money_short(self.paid),
                "number": f"{number:,}",
                "shares": ", ".join(f"{bar.label} {bar.rate}" for bar in self.bars),
            }
        ]
        if last is not None:
            sentences.append(_("The last on %(date)s.") % {"date": day_text(last)})
        if self.withheld:
            sentences.append(
                ngettext(
                    "%(number)s payment is not drawn, because its amount is withheld.",
                    "%(number)s payments are not drawn, because their amounts are withheld.",
                    self.withheld,
                )
                % {"number": self.withheld}
            )
        return " ".join(sentences)

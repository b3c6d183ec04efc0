"""Erasures and withdrawals that wait for their second approver, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from disclosures.kinds import kind_by_slug

from . import roles
from .models import Erasure, ManagedSite, Official, Withdrawal
from .models.taking_down import TakingDown

MODELS: dict[str, type[TakingDown]] = {"erasure": Erasure, "withdrawal": Withdrawal}


@dataclass(frozen=True)
class Act:
    """What one approver took down at one moment: a release, or a site's record with everything of it."""

    first: TakingDown
    site: ManagedSite
    all: Sequence[TakingDown]

    @property
    def kinds(self) -> list[str]:
        """The titles of the kinds that went, each once."""
        return list(dict.fromkeys(str(kind_by_slug(each.release.kind).title) for each in self.all))


def confirm_url(taking_down: TakingDown) -> str:
    return reverse(f"admin:desk-confirm-{taking_down._meta.model_name}", args=[taking_down.pk])


def act_of(taking_down: TakingDown) -> Act:
    """The act that this one belongs to, as far as it is not confirmed."""
    together = type(taking_down)._default_manager.together_with(taking_down)
    return Act(taking_down, roles.site_of(taking_down.release), list(together.select_related("release__site")))


def to_confirm(user: Official) -> list[TakingDown]:
    """What this user may confirm, the longest waiting first: of each act one."""
    found: list[TakingDown] = []
    for model in MODELS.values():
        seen = set()
        for each in _visible(user, model):
            act = (each.acted_by_id, each.acted_at)
            if act not in seen and roles.may_confirm(user, each, roles.site_of(each.release)):
                found.append(each)
            seen.add(act)
    return sorted(found, key=lambda each: each.acted_at)


def _visible(user: Official, model: type[TakingDown]) -> QuerySet[TakingDown]:
    rows = model._default_manager.unconfirmed().select_related("release__site", model.ACTED_BY)
    sites = roles.visible_sites(user).order_by().values("code")
    return rows.filter(release__site__code__in=sites)

"""One site as the call centre sees it: what citizens see, how current each kind is, and who answers."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from desk.models import DraftState, ManagedSite
from desk.site_kinds import KindState, kind_states
from sites.models import ConstructionSite, Department, Officer


@dataclass(frozen=True)
class Line:
    """One kind of the site, in what the caller may be told."""

    state: KindState
    is_public: bool
    is_waiting: bool  # something newer was handed in and waits for a decision
    is_begun: bool  # something newer is being entered


@dataclass(frozen=True)
class CalledSite:
    """A site for the page of a call."""

    site: ManagedSite
    public: ConstructionSite | None  # None: never released
    lines: Sequence[Line]
    department: Department
    officers: Sequence[Officer]

    @property
    def is_readable(self) -> bool:
        """Whether citizens have a page of it; a withdrawn site's tells only that it was withdrawn."""
        return self.public is not None and self.public.withdrawn_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.public is not None and self.public.withdrawn_at is not None


def called_site(site: ManagedSite, *, today: datetime.date) -> CalledSite:
    public = ConstructionSite.objects.with_directory().filter(code=site.code).first()
    department = public.department if public is not None and public.department is not None else site.department
    return CalledSite(
        site=site,
        public=public,
        lines=[_line(state) for state in kind_states(site, today=today)],
        department=department,
        officers=list(department.officers.order_by("post", "id")),
    )


def _line(state: KindState) -> Line:
    states = {item.state for item in state.open}
    return Line(
        state=state,
        is_public=bool(state.released),
        is_waiting=not states.isdisjoint({DraftState.SUBMITTED, DraftState.REPORTED}),
        is_begun=not states.isdisjoint({DraftState.DRAFT, DraftState.RETURNED}),
    )

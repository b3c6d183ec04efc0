"""The signboard that the contractor must put up: 건설산업기본법 제42조제1항, 같은 법 시행규칙 제32조제1항.

The Act names the works, the client, the contractor and the period, «and so on». The permanent plate of 제32조제3항
adds designer and supervisor; contractors put both on the signboard too. What was not disclosed is an empty line, to be
filled in by hand. What is withheld says so.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from disclosures.kinds import kind_by_slug
from disclosures.kinds.participant import ParticipantRole
from disclosures.page import Item, SitePage, kind_page
from sites.templatetags.allimi import money

from .frame import as_of, period

_MOST = 60  # participants that are read
_MOST_OF_A_ROLE = 3
_MOST_SUBCONTRACTORS = 3
# As the Act calls them.
_LABELS = {
    ParticipantRole.CLIENT: pgettext_lazy("of a signboard", "Client"),
    ParticipantRole.DESIGNER: pgettext_lazy("of a signboard", "Designer"),
    ParticipantRole.SUPERVISOR: pgettext_lazy("of a signboard", "Supervisor"),
    ParticipantRole.CONSTRUCTION_MANAGER: pgettext_lazy("of a signboard", "Construction manager"),
    ParticipantRole.CONTRACTOR: pgettext_lazy("of a signboard", "Contractor"),
}
# In the order in which the sign names them. Whether there must be a line although nothing was disclosed.
_ROLES = (
    (ParticipantRole.CLIENT, True),
    (ParticipantRole.DESIGNER, True),
    (ParticipantRole.SUPERVISOR, True),
    (ParticipantRole.CONSTRUCTION_MANAGER, False),
    (ParticipantRole.CONTRACTOR, True),
)


def statutory_board(page: SitePage, *, now: Any) -> dict[str, Any]:
    """What this signboard says of a site."""
    return {
        "facts": list(_facts(page)),
        "parties": [*_parties(page), *_subcontractors(page)],
        "columns": [
            pgettext("column of a signboard", "Part"),
            _("Agency or firm"),
            _("Person in charge"),
            _("Telephone"),
        ],
        "foot": f"{as_of(now)} · " + _("Project code") + f" {page.site.code}",
    }


def missing_items(page: SitePage) -> list[str]:
    """What the sign has an empty line for."""
    lines = [(fact["label"], fact["value"]) for fact in _facts(page)]
    lines += [(party["role"], party["name"]) for party in _parties(page)]
    return [str(label) for label, value in lines if not value]


def _facts(page: SitePage) -> Iterator[dict[str, Any]]:
    site = page.site
    yield _fact(pgettext("of a signboard", "Name of the works"), site.name, large=True)
    yield _fact(pgettext("of a signboard", "Period of the works"), period(site.starts_on, site.ends_on))
    yield _fact(pgettext("of a signboard", "Place of the works"), site.address)
    if site.contract_amount is not None:
        yield _fact(_("Contract amount"), money(site.contract_amount))


def _fact(label: str, value: str, *, large: bool = False) -> dict[str, Any]:
    return {"label": str(label), "value": value, "large": large}


def _parties(page: SitePage) -> Iterator[dict[str, str]]:
    items = kind_page(page.site, kind_by_slug("participant"), limit=_MOST, offset=0).items
    roles = {item.row.role for item in items}  # type: ignore[attr-defined]
    # A construction manager does what a supervisor does elsewhere.
    needless = {ParticipantRole.SUPERVISOR} if ParticipantRole.CONSTRUCTION_MANAGER in roles else set()
    for role, is_needed in _ROLES:
        found = [item for item in items if item.row.role == role]  # type: ignore[attr-defined]
        for item in found[:_MOST_OF_A_ROLE]:
            yield _party(item, role)
        if not found and is_needed and role not in needless:
            yield _client(page) if role == ParticipantRole.CLIENT else _line(role)


def _party(item: Item, role: ParticipantRole) -> dict[str, str]:
    who = [_told(item, "position"), _told(item, "responsible_person")]
    return {
        **_line(role),
        "name": _told(item, "organisation"),
        "person": " ".join(dict.fromkeys(filter(None, who))),
        "phone": _told(item, "phone"),
    }


def _client(page: SitePage) -> dict[str, str]:
    """Whom the overview names, else the department that answers for the works."""
    overview = page.section("overview")
    client = next((item.row.client for item in overview.items), "") if overview else ""  # type: ignore[attr-defined]
    department = page.site.department
    if department is None:
        return {**_line(ParticipantRole.CLIENT), "name": client}
    return {**_line(ParticipantRole.CLIENT), "name": client or department.name, "phone": department.phone}


def _subcontractors(page: SitePage) -> Iterator[dict[str, str]]:
    section = page.section("subcontract")
    for item in section.items[:_MOST_SUBCONTRACTORS] if section else ():
        name, work = _told(item, "subcontractor"), _told(item, "work")
        yield {
            "role": str(_("Subcontractor")),
            "name": f"{name} ({work})" if work else name,
            "person": _told(item, "representative"),
            "phone": "–",
        }


def _line(role: ParticipantRole) -> dict[str, str]:
    return {"role": str(_LABELS[role]), "name": "", "person": "", "phone": ""}


def _told(item: Item, field: str) -> str:
    """A field's text; that it is withheld, where it is."""
    return str(_("withheld")) if field in item.withheld else getattr(item.row, field)

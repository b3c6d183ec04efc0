"""What a canonical row says of each disclosure. Every service is a list of these.

Only what the row has is said: a service without coordinates leaves those of another service alone.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from desk.actions.imports import ImportedItem
from disclosures.kinds.contract import ContractNature, ContractStatus
from disclosures.kinds.participant import ParticipantRole
from sites.models import SiteStatus

from .context import district_codes, facility_work_type, guessed_work_type, published_officer_name

Row = Mapping[str, Any]


class Pictured(NamedTuple):
    """An item that lacks its picture, which is to be fetched."""

    item: ImportedItem
    address: str


Builder = Callable[[Row], ImportedItem | Pictured | None]


class Service(NamedTuple):
    """A service of Seoul's open data: its name, its data set, and what its rows say."""

    name: str
    dataset: str
    builders: tuple[Builder, ...]
    required: tuple[str, ...] = ("code", "name")
    is_by_project: bool = False  # called for one project, which the call names

    @property
    def has_pictures(self) -> bool:
        """Whether its rows name pictures, which are to be fetched."""
        return bool(PICTURED & set(self.builders))


def site(row: Row) -> ImportedItem:
    values = _said(row, name="name", status="status", address="address", **_PLACE_AND_TIME)
    if places := [row[name] for name in ("district", "address") if name in row]:
        values["district_codes"] = district_codes(*places)
    otherwise = {"work_type": guessed_work_type(row["name"])}
    if work_type := facility_work_type(row.get("facility_type", "")):
        values["work_type"] = work_type
    return ImportedItem("site", (), row["as_of_on"], values, otherwise=otherwise)


def undescribed_site(row: Row) -> ImportedItem:
    """A site of which a service only gives the name; it says nothing where the site is known already."""
    otherwise = {
        "name": row["name"],
        "work_type": guessed_work_type(row["name"]),
        "status": SiteStatus.ONGOING,
    }
    return ImportedItem("site", (), row["as_of_on"], {}, otherwise=otherwise)


def in_department(item: ImportedItem, department: int, *, is_named: bool) -> ImportedItem:
    """The record of a site with its department: said by the row, or only the one for rows that name none."""
    if is_named:
        return item._replace(values={**item.values, "department": department})
    return item._replace(otherwise={**item.otherwise, "department": department})


def overview(row: Row) -> ImportedItem:
    """One-PMIS has no purpose: the project's name stands there until an official writes one."""
    values = _said(row, scale="scale", client="client", facility_type="facility_type", budget="project_amount")
    values |= _said(row, starts_on="starts_on", ends_on="ends_on")
    return ImportedItem("overview", (), row["as_of_on"], values, otherwise={"purpose": row["name"]})


def location(row: Row) -> ImportedItem | None:
    if not row.get("address"):
        return None
    values = _said(row, address="address", latitude="latitude", longitude="longitude")
    return ImportedItem("location", (), row["as_of_on"], values)


def client(row: Row) -> ImportedItem | None:
    item = _participant(row, ParticipantRole.CLIENT, organisation="client", phone="client_phone")
    if item is None:
        return None
    name = published_officer_name(row.get("client_officer", ""))
    return item._replace(values={**item.values, "responsible_person": name}) if name else item


def supervisor(row: Row) -> ImportedItem | None:
    return _participant(row, ParticipantRole.SUPERVISOR, organisation="supervisor", position="supervisor_position")


def contractor(row: Row) -> ImportedItem | None:
    return _participant(row, ParticipantRole.CONTRACTOR, organisation="contractor", position="contractor_position")


def progress(row: Row) -> ImportedItem | None:
    """A report a basis date, or a month where One-PMIS gives none: it then counts every day anew.

    Two zero rates without a basis date were not entered; with one, the works have not begun.
    """
    planned, actual = row.get("planned_percent"), row.get("actual_percent")
    basis_on = row.get("basis_on")
    if planned is None or actual is None or (not planned and not actual and basis_on is None):
        return None
    key = basis_on.isoformat() if basis_on else f"{row['as_of_on']:%Y-%m}"
    values = {"planned_percent": planned, "actual_percent": actual, **_said(row, total_days="total_days")}
    passing = _said(row, elapsed_days="elapsed_days", left_days="left_days")
    return ImportedItem("progress", (key,), row["as_of_on"], values, passing=passing)


def contract(row: Row) -> ImportedItem | None:
    """The works' contract. One-PMIS publishes no contract number here: the project's code stands for it."""
    if not row.get("contract_amount"):
        return None
    values = _said(row, amount="contract_amount", winner="contractor", procuring_entity="client")
    values |= _said(row, starts_on="starts_on", ends_on="ends_on")
    if "status" in row:
        closed = row["status"] == SiteStatus.COMPLETED
        values["status"] = ContractStatus.CLOSED if closed else ContractStatus.ACTIVE
    otherwise = {"number": row["code"], "title": row["name"], "nature": ContractNature.CONSTRUCTION}
    return ImportedItem("contract", (), row["as_of_on"], values, otherwise=otherwise)


def webcam(row: Row) -> ImportedItem | None:
    if not row.get("webcam"):
        return None
    otherwise = {"title": f"{row['name']} 현장영상"[:300]}
    return ImportedItem("webcam", (), row["as_of_on"], {"address": row["webcam"]}, otherwise=otherwise)


def rendering(row: Row) -> Pictured | None:
    if not row.get("rendering"):
        return None
    otherwise = {"caption": f"{row['name']} 조감도"[:300]}
    return Pictured(ImportedItem("rendering", (), row["as_of_on"], {}, otherwise=otherwise), row["rendering"])


def photo(row: Row) -> Pictured | None:
    values = _said(row, work_item="work_item", taken_on="taken_on")
    item = ImportedItem("photo", (row["photo_number"],), row.get("taken_on") or row["as_of_on"], values)
    return Pictured(item, row["photo"])


def work_schedule(row: Row) -> ImportedItem:
    starts_on, ends_on = row["now_week"]
    values = {"starts_on": starts_on, "ends_on": ends_on, **_said(row, work_now="work_now", work_next="work_next")}
    return ImportedItem("work-schedule", (starts_on.isoformat(),), starts_on, values)


# The builders whose pictures have to be fetched.
PICTURED: frozenset[Builder] = frozenset({rendering, photo})

_PLACE_AND_TIME = {"starts_on": "starts_on", "ends_on": "ends_on", "latitude": "latitude", "longitude": "longitude"}


def _said(row: Row, **columns: str) -> dict[str, Any]:
    """Columns of a kind by the canonical names that the row has."""
    return {column: row[name] for column, name in columns.items() if name in row}


def _participant(row: Row, role: ParticipantRole, **columns: str) -> ImportedItem | None:
    """Firms and agencies with the post of whoever is in charge there. Private persons' names are not taken over."""
    if not row.get(columns["organisation"]):
        return None
    return ImportedItem("participant", (role,), row["as_of_on"], {"role": role, **_said(row, **columns)})

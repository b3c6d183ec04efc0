"""OA-1222: every construction work of the city, with all four statuses. No firms, no progress."""

from .. import items

SERVICE = items.Service(
    name="ListConstructionWorkService",
    dataset="OA-1222",
    required=("code", "name", "status"),
    builders=(items.site, items.overview, items.location),
)

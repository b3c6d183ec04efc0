"""OA-15585: the list of projects, with facility types and offices. No progress."""

from .. import items

SERVICE = items.Service(
    name="pmisPjtList",
    dataset="OA-15585",
    required=("code", "name", "status"),
    builders=(
        items.site,
        items.overview,
        items.location,
        items.rendering,
        items.client,
        items.supervisor,
        items.contractor,
        items.contract,
    ),
)

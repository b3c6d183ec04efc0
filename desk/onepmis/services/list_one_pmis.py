"""OA-2540: the state of every project, with its progress, amounts, firms and links."""

from .. import items

SERVICE = items.Service(
    name="ListOnePMISBizInfo",
    dataset="OA-2540",
    required=("code", "name", "status"),
    builders=(
        items.site,
        items.overview,
        items.location,
        items.rendering,
        items.client,
        items.supervisor,
        items.contractor,
        items.progress,
        items.webcam,
        items.contract,
    ),
)

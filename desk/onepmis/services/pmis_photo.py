"""OA-15586: photos of one project, which the call names."""

from .. import items

SERVICE = items.Service(
    name="pmisPjtPhoto",
    dataset="OA-15586",
    required=("code", "photo_number", "photo", "work_item"),
    is_by_project=True,
    builders=(items.undescribed_site, items.photo),
)

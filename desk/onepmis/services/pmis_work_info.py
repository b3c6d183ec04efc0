"""Work of this week and the next of one project, which the call names. Seen in one published program alone."""

from .. import items

SERVICE = items.Service(
    name="pmisWokInfo",
    dataset="",
    required=("code", "now_week", "work_now"),
    is_by_project=True,
    builders=(items.undescribed_site, items.work_schedule),
)

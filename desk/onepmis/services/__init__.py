"""The services that can be imported, one module each."""

from ..items import Service
from . import construction_work, list_one_pmis, pmis_photo, pmis_pjt_list, pmis_work_info

SERVICES: dict[str, Service] = {
    module.SERVICE.name: module.SERVICE
    for module in (list_one_pmis, pmis_pjt_list, pmis_photo, pmis_work_info, construction_work)
}

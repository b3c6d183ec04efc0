"""The departments that rows name.

The directory is public, so an import adds to it only when its operator says so: a name in a row that nobody has
approved yet must not cross the wall.
"""

from django.utils.translation import gettext as _

from desk.actions import ActionError
from sites.models import Department

from .context import derived_code

UNKNOWN_CODE = "unassigned"
UNKNOWN = {"name": "담당 부서 미지정", "name_en": "Department not assigned yet"}


class Departments:
    """Departments by name, each asked for once an import."""

    def __init__(self, default_code: str = "", *, may_add: bool = False) -> None:
        self.default = _default(default_code)
        self.may_add = may_add
        self._known = {name: pk for pk, name in Department.objects.order_by("-pk").values_list("pk", "name")}

    def named(self, name: str) -> int:
        """The primary key of the department with this name; the default's where there is none."""
        name = name[:200]
        if not name:
            return self.default
        if name not in self._known and not self.may_add:
            return self.default
        if name not in self._known:
            department, _created = Department.objects.get_or_create(
                code=derived_code("d", name), defaults={"name": name}
            )
            self._known[name] = department.pk
        return self._known[name]


def _default(code: str) -> int:
    if not code:
        return Department.objects.get_or_create(code=UNKNOWN_CODE, defaults=UNKNOWN)[0].pk
    found = Department.objects.filter(code=code).first()
    if found is None:
        raise ActionError(_("There is no department with the code %(code)s.") % {"code": code})
    return found.pk

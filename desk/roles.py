"""Who may do what: the six roles as a table, and the rules about single sites and drafts.

Permissions say what a role may do at all; the rules below say to which site. Both are asked before an
action is called. A superuser (made on the command line, to create the first administrator) sees
everything and decides nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet, TextChoices

from disclosures.models import Release

from .differences import kind_of
from .models import DRAFT_MODELS, Draft, DraftState, Erasure, ManagedSite, Official, Role

if TYPE_CHECKING:
    User = Official | AnonymousUser


class Duty(TextChoices):
    """What is done to a disclosure, besides viewing, adding and changing drafts."""

    SUBMIT = "submit_disclosure", "Can submit drafts for review"
    APPROVE = "approve_disclosure", "Can approve and return submitted drafts"
    WITHHOLD = "withhold_disclosure", "Can withhold a field"
    DISCLOSE = "disclose_withheld", "Can lift a withholding"
    TAKE_DOWN = "take_down_disclosure", "Can withdraw and erase releases"
    EVERYWHERE = "see_every_department", "Can see the sites of every department"


@dataclass(frozen=True)
class Grant:
    """What a role may do: to drafts of any kind, as duties, and to other models."""

    drafts: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()
    others: tuple[str, ...] = ()


_READING = ("desk.view_managedsite", "desk.view_storedfile")

GRANTS: dict[Role, Grant] = {
    Role.REPORTER: Grant(drafts=("view", "add", "change"), others=_READING),
    Role.SUPERVISOR: Grant(drafts=("view", "add", "change"), duties=(Duty.SUBMIT,), others=_READING),
    Role.EDITOR: Grant(
        drafts=("view", "add", "change"),
        duties=(Duty.SUBMIT, Duty.WITHHOLD),
        others=(*_READING, "desk.add_managedsite"),
    ),
    Role.APPROVER: Grant(
        drafts=("view",),
        duties=(Duty.APPROVE, Duty.WITHHOLD, Duty.DISCLOSE, Duty.TAKE_DOWN),
        others=(*_READING, "desk.view_erasure"),
    ),
    Role.AUDITOR: Grant(
        drafts=("view",),
        duties=(Duty.EVERYWHERE,),
        others=(
            *_READING,
            "desk.view_erasure",
            "desk.view_auditentry",
            "desk.view_withholdingdecision",
            "desk.view_official",
            "sites.view_department",
            "axes.view_accessattempt",
        ),
    ),
    Role.ADMINISTRATOR: Grant(
        duties=(Duty.EVERYWHERE,),
        others=(
            "desk.view_managedsite",
            "desk.add_managedsite",
            "desk.view_official",
            "desk.add_official",
            "desk.change_official",
            "sites.view_department",
            "sites.add_department",
            "sites.change_department",
            # Deleting the record of failed attempts is what unlocks an account.
            "axes.view_accessattempt",
            "axes.delete_accessattempt",
        ),
    ),
}

# Who hands out roles decides nothing: the one who could make an approver must not be one.
INCOMPATIBLE = ((Role.ADMINISTRATOR, Role.APPROVER), (Role.ADMINISTRATOR, Role.EDITOR), (Role.AUDITOR, Role.APPROVER))


class PermissionsMissing(Exception):
    """A permission in the table does not exist; the message says what to do."""


def draft_permission(action: str, slug: str) -> str:
    """For example `desk.change_progressdraft`."""
    return f"desk.{action}_{DRAFT_MODELS[slug]._meta.model_name}"


def permissions_of(role: Role) -> set[str]:
    """Every permission of a role as `app.codename`."""
    grant = GRANTS[role]
    drafts = {draft_permission(action, slug) for action in grant.drafts for slug in DRAFT_MODELS}
    return drafts | {f"desk.{duty.value}" for duty in grant.duties} | set(grant.others)


@transaction.atomic
def sync_roles() -> None:
    """Make the groups hold exactly what the table says. Raises PermissionsMissing before a migrate."""
    site_type = ContentType.objects.get_for_model(ManagedSite)
    for duty in Duty:
        Permission.objects.update_or_create(
            content_type=site_type, codename=duty.value, defaults={"name": str(duty.label)}
        )
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for role in Role:
        wanted = permissions_of(role)
        if missing := sorted(wanted - known.keys()):
            raise PermissionsMissing(f"Run migrate first: the permissions {', '.join(missing)} do not exist.")
        group, _created = Group.objects.get_or_create(name=role.value)
        group.permissions.set([known[name] for name in sorted(wanted)])


def conflicts(roles: Iterable[str]) -> list[tuple[Role, Role]]:
    """The pairs among these roles that one person may not hold together."""
    held = set(roles)
    return [pair for pair in INCOMPATIBLE if held.issuperset(pair)]


def has_duty(user: "User", duty: Duty) -> bool:
    """Whether a role of the user's carries the duty. Superusers see everywhere, and have no other duty."""
    if user.is_superuser:
        return duty == Duty.EVERYWHERE
    return user.has_perm(f"desk.{duty.value}")


def visible_sites(user: "User") -> QuerySet[ManagedSite]:
    """The sites whose desk a user may look at: the own department's, or all."""
    sites = ManagedSite.objects.select_related("department")
    if has_duty(user, Duty.EVERYWHERE):
        return sites
    return sites.filter(department=department) if (department := _department(user)) else sites.none()


def visible_drafts(user: "User", drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    if has_duty(user, Duty.EVERYWHERE):
        return drafts
    department = _department(user)
    return drafts.filter(managed_site__department=department) if department else drafts.none()


def visible_erasures(user: "User", erasures: QuerySet[Erasure]) -> QuerySet[Erasure]:
    if has_duty(user, Duty.EVERYWHERE):
        return erasures
    return erasures.filter(release__site__code__in=visible_sites(user).values("code"))


def is_own_site(user: "User", site: ManagedSite) -> bool:
    """Whether the site belongs to the user's department; nobody writes elsewhere, whatever the role."""
    return site.department_id == _department(user)


def may_see(user: "User", site: ManagedSite) -> bool:
    return has_duty(user, Duty.EVERYWHERE) or is_own_site(user, site)


def may_enter(user: "User", site: ManagedSite, slug: str) -> bool:
    """Add a draft of this kind to the site."""
    return is_own_site(user, site) and user.has_perm(draft_permission("add", slug))


def may_edit(user: "User", draft: Draft) -> bool:
    return (
        draft.is_editable
        and is_own_site(user, draft.managed_site)
        and user.has_perm(draft_permission("change", kind_of(draft).slug))
    )


def may_correct(user: "User", draft: Draft) -> bool:
    """Start a new version of what is released, or of what was taken down and may come back mended."""
    closed = (DraftState.RELEASED, DraftState.WITHDRAWN, DraftState.ERASED)
    return draft.state in closed and may_enter(user, draft.managed_site, kind_of(draft).slug)


def may_submit(user: "User", draft: Draft) -> bool:
    return may_edit(user, draft) and has_duty(user, Duty.SUBMIT)


def may_decide(user: "User", draft: Draft) -> bool:
    """Approve or return: within the department, and never what oneself entered or submitted."""
    return (
        draft.state == DraftState.SUBMITTED
        and has_duty(user, Duty.APPROVE)
        and is_own_site(user, draft.managed_site)
        and not draft.has_hand_of(user)
    )


def may_withhold(user: "User", site: ManagedSite) -> bool:
    return has_duty(user, Duty.WITHHOLD) and is_own_site(user, site)


def may_lift(user: "User", site: ManagedSite) -> bool:
    """Closing a field is quick; opening one again is an approver's decision."""
    return has_duty(user, Duty.DISCLOSE) and is_own_site(user, site)


def may_take_down(user: "User", site: ManagedSite) -> bool:
    return has_duty(user, Duty.TAKE_DOWN) and is_own_site(user, site)


def may_confirm(user: "User", erasure: Erasure, site: ManagedSite) -> bool:
    """The second pair of eyes over an erasure."""
    return erasure.confirmed_at is None and erasure.erased_by_id != user.pk and may_take_down(user, site)


def site_of(release: Release) -> ManagedSite:
    """The desk's site of a release. Raises ManagedSite.DoesNotExist."""
    return ManagedSite.objects.select_related("department").get(code=release.site.code)


def _department(user: "User") -> int | None:
    return getattr(user, "department_id", None)

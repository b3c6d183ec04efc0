"""The roles as a table: which permissions each holds, and as what an assignment lets one use them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import TextChoices

from .models import DRAFT_MODELS, ManagedSite, Role, SiteDuty


class Duty(TextChoices):
    """What is done to a disclosure, besides viewing, adding and changing drafts."""

    REPORT = "report_disclosure", "Can report drafts to the supervisor"
    CONFIRM = "confirm_disclosure", "Can confirm what was reported"
    SUBMIT = "submit_disclosure", "Can submit drafts for review"
    APPROVE = "approve_disclosure", "Can approve and return submitted drafts"
    WITHHOLD = "withhold_disclosure", "Can withhold a field"
    DISCLOSE = "disclose_withheld", "Can lift a withholding"
    TAKE_DOWN = "take_down_disclosure", "Can withdraw and erase releases"
    ASSIGN = "assign_sites", "Can assign people to sites and hand their work over"
    EVERYWHERE = "see_every_department", "Can see the sites of every department"


# As what an assignment lets one do it; who reaches a site by the department needs none.
ENTERING = (SiteDuty.REPORTING, SiteDuty.SUPERVISING, SiteDuty.OFFICER)
AS = {
    Duty.REPORT: (SiteDuty.REPORTING,),
    Duty.CONFIRM: (SiteDuty.SUPERVISING, SiteDuty.OFFICER),
    Duty.SUBMIT: (SiteDuty.SUPERVISING, SiteDuty.OFFICER),
    Duty.APPROVE: (SiteDuty.APPROVING,),
    Duty.WITHHOLD: (SiteDuty.OFFICER, SiteDuty.APPROVING),
    Duty.DISCLOSE: (SiteDuty.APPROVING,),
    Duty.TAKE_DOWN: (SiteDuty.APPROVING,),
    Duty.ASSIGN: (SiteDuty.APPROVING,),
}
# What is known in the field. The rest is the department's own to enter: contracts, changes, penalty points.
FIELD_KINDS = ("progress", "work-schedule", "photo", "webcam", "participant", "subcontract", "payment")


@dataclass(frozen=True)
class Grant:
    """What a role may do: to drafts, as duties, and to other models."""

    drafts: tuple[str, ...] = ()
    enters: tuple[str, ...] = tuple(DRAFT_MODELS)  # the kinds that it adds and changes; it views all
    duties: tuple[Duty, ...] = ()
    others: tuple[str, ...] = ()


_READING = ("desk.view_managedsite", "desk.view_storedfile")
# Citizens' questions and complaints (casework/access.py says which).
_CASES = ("casework.view_case", "casework.handle_case")
# What the screens at sites say, and the weather that they say it in.
_SCREENS = ("safety.view_safetyproposal", "screens.view_weatherwarning", "screens.add_weatherwarning")

# Newsletter, press releases and notices of the own department.
_WRITING = tuple(f"newsroom.{action}_bulletindraft" for action in ("view", "add", "change"))
# Surveys of the own department.
_ASKING = tuple(f"polling.{action}_surveydraft" for action in ("view", "add", "change"))

GRANTS: dict[Role, Grant] = {
    Role.REPORTER: Grant(drafts=("view", "add", "change"), enters=FIELD_KINDS, duties=(Duty.REPORT,), others=_READING),
    Role.SUPERVISOR: Grant(
        drafts=("view", "add", "change"), enters=FIELD_KINDS, duties=(Duty.CONFIRM, Duty.SUBMIT), others=_READING
    ),
    Role.EDITOR: Grant(
        drafts=("view", "add", "change"),
        # Small works have no supervisor: there the officer in charge confirms what the contractor reports.
        duties=(Duty.CONFIRM, Duty.SUBMIT, Duty.WITHHOLD),
        others=(
            *_READING,
            "desk.add_managedsite",
            "desk.add_callnote",
            *_CASES,
            "casework.view_cannedparagraph",
            *_SCREENS,
            "safety.add_safetyproposal",
            *_WRITING,
            *_ASKING,
        ),
    ),
    Role.APPROVER: Grant(
        drafts=("view",),
        duties=(Duty.APPROVE, Duty.WITHHOLD, Duty.DISCLOSE, Duty.TAKE_DOWN, Duty.ASSIGN),
        others=(
            *_READING,
            "desk.view_erasure",
            "desk.add_callnote",
            *_CASES,
            *_SCREENS,
            "newsroom.view_bulletindraft",
            "newsroom.release_bulletin",
            "polling.view_surveydraft",
            "polling.release_survey",
            "casework.lead_cases",
            "casework.view_cannedparagraph",
            "casework.add_cannedparagraph",
            "casework.change_cannedparagraph",
            "casework.delete_cannedparagraph",
        ),
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
            "desk.view_outsidefirm",
            "sites.view_department",
            "axes.view_accessattempt",
            "desk.view_pull",
            "desk.view_automaticapproval",
            "desk.view_callnote",
            "casework.view_case",
            "casework.see_every_case",
            "casework.view_route",
            "complaints.view_screeningterm",
            "complaints.view_screeningthreshold",
            "casework.view_screeningdecision",
            "safety.view_safetyproposal",
            "screens.view_weatherwarning",
            "newsroom.view_bulletindraft",
            "polling.view_surveydraft",
        ),
    ),
    Role.ADMINISTRATOR: Grant(
        duties=(Duty.EVERYWHERE, Duty.ASSIGN),
        others=(
            "desk.view_managedsite",
            "desk.add_managedsite",
            "desk.view_official",
            "desk.add_official",
            "desk.change_official",
            "desk.view_outsidefirm",
            "desk.add_outsidefirm",
            "desk.change_outsidefirm",
            "sites.view_department",
            "sites.add_department",
            "sites.change_department",
            # Deleting the record of failed attempts is what unlocks an account.
            "axes.view_accessattempt",
            "axes.delete_accessattempt",
            # The link to One-PMIS: how it goes, to ask for a pull, and what is approved automatically.
            "desk.view_pull",
            "desk.add_pull",
            "desk.view_automaticapproval",
            "desk.change_automaticapproval",
            "desk.add_trainingstart",
            # Where petitions go. What they say is not theirs to read.
            "casework.view_route",
            "casework.add_route",
            "casework.change_route",
            "casework.delete_route",
            # The lists that citizens' words are screened by, and what they decided; not the words.
            "complaints.view_screeningterm",
            "complaints.add_screeningterm",
            "complaints.change_screeningterm",
            "complaints.view_screeningthreshold",
            "complaints.change_screeningthreshold",
            "casework.view_screeningdecision",
        ),
    ),
    # Sees of any site what citizens see, and how its kinds stand; who answers at a department notes calls, too.
    Role.AGENT: Grant(others=("desk.view_callnote", "desk.add_callnote")),
}

# Who hands out roles decides nothing: the one who could make an approver must not be one.
INCOMPATIBLE = ((Role.ADMINISTRATOR, Role.APPROVER), (Role.ADMINISTRATOR, Role.EDITOR), (Role.AUDITOR, Role.APPROVER))

# What a firm's people can be.
OUTSIDE_ROLES = frozenset({Role.REPORTER.value, Role.SUPERVISOR.value})


class PermissionsMissing(Exception):
    """A permission in the table does not exist; the message says what to do."""


def draft_permission(action: str, slug: str) -> str:
    """For example `desk.change_progressdraft`."""
    return f"desk.{action}_{DRAFT_MODELS[slug]._meta.model_name}"


def permissions_of(role: Role) -> set[str]:
    """Every permission of a role as `app.codename`."""
    grant = GRANTS[role]
    drafts = {
        draft_permission(action, slug)
        for action in grant.drafts
        for slug in (DRAFT_MODELS if action == "view" else grant.enters)
    }
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

"""The pages that the manuals' steps are on: who opens each, and at which address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import translation

if TYPE_CHECKING:  # the pictures are chosen before Django is set up
    from desk.models import Draft, ManagedSite

NOBODY = ""  # has not signed in
SUPERVISOR = "supervisor"
# The reader of each manual, by role (desk.models.Role); the demo's logins have the same names.
WHO = {
    "citizen": NOBODY,
    "reporter": "reporter",
    "officer": "editor",
    "approver": "approver",
    "auditor": "auditor",
    "administrator": "administrator",
    "calls": "agent",
    "training": "editor",
    "webmaster": NOBODY,
}
OUTSIDE = ("reporter",)  # manuals whose pages are the reporters' desk's
PRACTISED = ("training",)  # manuals whose pages only a training ground has


@dataclass(frozen=True)
class Scene:
    """What the steps are about: a site of the reader's own, drafts by what is done with them, rows by their keys."""

    site: "ManagedSite"
    drafts: Mapping[str, "Draft"]
    keys: Mapping[str, int | str]
    forms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # what is sent to pages


class Place(NamedTuple):
    address: Callable[[Scene], str]
    who: str | None = None  # unless it is the manual's reader
    is_pictured: bool = False
    pressed: Mapping[str, str] = MappingProxyType({})  # what was pressed there before
    sent: str = ""  # the page is the answer to this form of the scene


def address_of(place: Place, scene: Scene, language: str) -> str:
    """The page in that language, whichever a request before has left behind."""
    with translation.override(settings.LANGUAGE_CODE):
        path = place.address(scene)
    return path if language == settings.LANGUAGE_CODE else f"/{language}{path}"


def _at(name: str, *, query: str = "") -> Callable[[Scene], str]:
    return lambda scene: reverse(name) + query


def _of_site(name: str) -> Callable[[Scene], str]:
    return lambda scene: reverse(name, args=[scene.site.pk])


def _of_code(name: str) -> Callable[[Scene], str]:
    return lambda scene: reverse(name, args=[scene.site.code])


def _of_key(name: str, key: str) -> Callable[[Scene], str]:
    return lambda scene: reverse(name, args=[scene.keys[key]])


def _of_draft(page: str, which: str) -> Callable[[Scene], str]:
    """A desk page about a draft, by what follows `admin:desk-`."""

    def address(scene: Scene) -> str:
        draft = scene.drafts[which]
        return reverse(f"admin:desk-{page}", args=[draft.kind.slug, draft.pk])  # type: ignore[attr-defined]

    return address


def _form(which: str) -> Callable[[Scene], str]:
    def address(scene: Scene) -> str:
        draft = scene.drafts[which]
        return reverse(f"admin:desk_{draft._meta.model_name}_change", args=[draft.pk])

    return address


def _of_site_key(name: str, kind: str) -> Callable[[Scene], str]:
    """A page that says in its query which site it is about."""
    return lambda scene: f"{reverse(name)}?{urlencode({kind: scene.site.code})}"


def _new(model: str, query: str = "") -> Callable[[Scene], str]:
    return lambda scene: f"{reverse(f'admin:desk_{model}_add')}?managed_site={scene.site.pk}{query}"


def _first_word(scene: Scene) -> str:
    """A search for what the site's name begins with."""
    return urlencode({"q": scene.site.name.split()[0]})


_DESK = {
    "sign-in": Place(_at("admin:login"), who=NOBODY),
    "my-sign-in": Place(_at("mfa_index")),
    "new-passkey": Place(_at("mfa_add_webauthn")),
    "new-app": Place(_at("mfa_activate_totp")),
    "first-page": Place(_at("admin:index"), is_pictured=True),
}
_ENTERING = {
    "sites": Place(_at("admin:desk_managedsite_changelist")),
    "site": Place(_of_site("admin:desk_managedsite_change"), is_pictured=True),
    "new-progress": Place(_new("progressdraft", "&copy=last"), is_pictured=True),
    "photos": Place(_of_site("admin:desk-photos"), is_pictured=True),
    "draft": Place(_form("open")),
    "released": Place(_form("released")),
    "correct": Place(_of_draft("correct", "released")),
    "reported": Place(_of_draft("review", "reported"), is_pictured=True),
}
_WITHHELD = {
    "withheld": Place(_at("admin:desk-withheld")),
    "review-withholding": Place(_of_key("admin:desk-review-withholding", "decision")),
}
_PEOPLE = {
    "absence": Place(_at("admin:desk-absence"), is_pictured=True),
    "people": Place(_of_site("admin:desk-people")),
}

_CASES = {
    "cases": Place(_at("admin:casework_case_changelist")),
    "case": Place(_of_key("admin:casework_case_change", "case")),
    "new-case": Place(_of_key("admin:casework_case_change", "new-case")),
}

PLACES: dict[str, dict[str, Place]] = {
    "citizen": {
        "home": Place(_at("disclosures:home"), is_pictured=True),
        "list": Place(_at("sites:site-list", query="?status=ongoing"), is_pictured=True),
        "map": Place(_at("sites:map")),
        "site": Place(_of_code("disclosures:site-detail"), is_pictured=True),
        "history": Place(_of_key("disclosures:item-history", "item"), is_pictured=True),
        "closures": Place(_at("disclosures:closure-list"), is_pictured=True),
        "withheld": Place(_at("disclosures:withheld-list")),
        "late": Place(_at("disclosures:late-list")),
        "statistics": Place(_at("disclosures:statistics")),
        "departments": Place(_at("sites:department-list")),
        "ask": Place(_of_site_key("complaints:ask", "site"), is_pictured=True),
        "prove": Place(_at("complaints:write"), sent="begun"),
        "files": Place(_at("complaints:write"), sent="files"),
        "check": Place(_at("complaints:write"), sent="check"),
        "look": Place(_at("complaints:status"), is_pictured=True),
        "waiting": Place(_at("complaints:status"), sent="waiting"),
        "answered": Place(_at("complaints:status"), sent="answered"),
        "asked-back": Place(_at("complaints:status"), sent="asked-back"),
        "lost": Place(_at("complaints:lost")),
        "question": Place(_of_key("answers:question-detail", "question")),
        "how": Place(_of_site_key("following:follow", "site"), is_pictured=True),
        "address": Place(_of_site_key("following:follow", "site"), sent="how"),
        "stop": Place(lambda scene: reverse("following:word", args=["stop", "A" * 43])),
        "survey": Place(_of_key("surveys:survey-detail", "asking"), is_pictured=True),
        "survey-check": Place(_at("complaints:verify-go-on"), sent="survey"),
        "results": Place(_of_key("surveys:survey-detail", "results")),
        "hearings": Place(_at("hearings:hearing-list"), is_pictured=True),
        "news": Place(_at("newsletters:bulletin-list"), is_pictured=True),
        "issue": Place(_of_key("newsletters:bulletin-detail", "issue")),
    },
    "reporter": {
        **_DESK,
        **_ENTERING,
        "reported": Place(_of_draft("review", "reported"), who=SUPERVISOR, is_pictured=True),
    },
    "officer": {
        **_DESK,
        **_ENTERING,
        **_WITHHELD,
        **_PEOPLE,
        "progress-due": Place(_at("admin:desk-progress-grid")),
        "progress-grid": Place(_at("admin:desk-progress-grid", query="?all=1"), is_pictured=True),
        "withhold": Place(_of_draft("withhold", "released"), is_pictured=True),
        "spreadsheets": Place(_at("admin:desk-spreadsheets"), is_pictured=True),
        "spreadsheet": Place(_of_key("admin:desk-spreadsheet", "sheet")),
        "conflict": Place(_of_key("admin:desk-conflict", "conflict")),
        "rename": Place(_of_site("admin:desk-rename")),
        **_CASES,
        "cases": Place(_at("admin:casework_case_changelist"), is_pictured=True),
        "case": Place(_of_key("admin:casework_case_change", "case"), is_pictured=True),
        "held-case": Place(_of_key("admin:casework_case_change", "held-case")),
        "asked-case": Place(_of_key("admin:casework_case_change", "asked-case")),
        "publish": Place(_of_key("admin:casework-publish", "case-row")),
        "new-hearing": Place(_new("hearingdraft")),
        "safety": Place(_at("admin:safety_safetyproposal_changelist")),
        "weather": Place(_at("admin:safety-weather")),
        "new-safety": Place(_at("admin:safety_safetyproposal_add"), is_pictured=True),
        "prints": Place(_at("admin:printing_printorder_changelist"), is_pictured=True),
        "signboards": Place(_of_code("prints:signboards")),
        "bulletins": Place(_at("admin:newsroom_bulletindraft_changelist")),
        "new-bulletin": Place(_at("admin:newsroom_bulletindraft_add"), is_pictured=True),
        "bulletin": Place(_of_key("admin:newsroom-review", "bulletin")),
        "surveys": Place(_at("admin:polling_surveydraft_changelist")),
        "new-survey": Place(_at("admin:polling_surveydraft_add"), is_pictured=True),
        "survey": Place(_of_key("admin:polling-review", "survey")),
    },
    "approver": {
        **_DESK,
        **_WITHHELD,
        **_PEOPLE,
        "queue": Place(_at("admin:desk-queue"), is_pictured=True),
        "approve-many": Place(_at("admin:desk-approve", query="?everything=1"), is_pictured=True),
        "review": Place(_of_draft("review", "submitted"), is_pictured=True),
        "released": Place(_form("released")),
        "emergency": Place(lambda scene: f"{reverse('admin:desk-emergency')}?q={scene.site.code}", is_pictured=True),
        "withdraw": Place(_of_draft("withdraw", "released")),
        "erase": Place(_of_draft("erase", "released")),
        "confirm-erasure": Place(_of_key("admin:desk-confirm-erasure", "erasure")),
        "lift": Place(_of_key("admin:desk-lift", "decision")),
        "hand-over": Place(_of_key("admin:desk-hand-over", "editor")),
        **_CASES,
        "same-case": Place(_of_key("admin:casework_case_change", "same-case")),
        "submitted-case": Place(_of_key("admin:casework_case_change", "submitted-case"), is_pictured=True),
        "publication": Place(_of_key("admin:casework_publication_change", "publication")),
        "paragraphs": Place(_at("admin:casework_cannedparagraph_changelist")),
        "new-paragraph": Place(_at("admin:casework_cannedparagraph_add")),
        "safety-message": Place(_of_key("admin:safety_safetyproposal_change", "safety")),
        "shown-safety": Place(_of_key("admin:safety_safetyproposal_change", "shown-safety")),
        "bulletin": Place(_of_key("admin:newsroom-review", "handed-in-bulletin")),
        "mailing": Place(_of_key("admin:newsroom-review", "mailing")),
        "survey": Place(_of_key("admin:polling-review", "handed-in-survey")),
        "shown-publication": Place(_of_key("admin:casework_publication_change", "shown-publication")),
        "take-down": Place(_of_key("admin:casework-take-down", "question")),
    },
    "auditor": {
        **_DESK,
        "withheld": _WITHHELD["withheld"],
        "audit": Place(_at("admin:desk-audit"), is_pictured=True),
        "released": Place(_form("released")),
        "erasures": Place(_at("admin:desk_erasure_changelist")),
        "officials": Place(_at("admin:desk_official_changelist")),
        "official": Place(_of_key("admin:desk_official_change", "editor")),
        "link": Place(_at("admin:desk-link")),
    },
    "administrator": {
        **_DESK,
        "officials": Place(_at("admin:desk_official_changelist"), is_pictured=True),
        "new-official": Place(_at("admin:desk_official_add")),
        "official": Place(_of_key("admin:desk_official_change", "editor"), is_pictured=True),
        "firms": Place(_at("admin:desk_outsidefirm_changelist")),
        "departments": Place(_at("admin:sites_department_changelist")),
        "failed-sign-ins": Place(_at("admin:axes_accessattempt_changelist")),
        "site": Place(_of_site("admin:desk_managedsite_change")),
        "people": Place(_of_site("admin:desk-people"), is_pictured=True),
        "link": Place(_at("admin:desk-link"), is_pictured=True),
        "automatic": Place(_at("admin:desk-automatic")),
        "routes": Place(_at("admin:casework_route_changelist")),
        "new-route": Place(_at("admin:casework_route_add"), is_pictured=True),
        "terms": Place(_at("admin:complaints_screeningterm_changelist")),
        "new-term": Place(_at("admin:complaints_screeningterm_add"), is_pictured=True),
        "term": Place(_of_key("admin:complaints_screeningterm_change", "term")),
        "threshold": Place(_of_key("admin:complaints_screeningthreshold_change", "threshold")),
        "hand-over": Place(_of_key("admin:desk-hand-over", "editor")),
    },
    "calls": {
        **_DESK,
        "calls": Place(lambda scene: f"{reverse('admin:desk-calls')}?{_first_word(scene)}", is_pictured=True),
        "call": Place(_of_site("admin:desk-call"), is_pictured=True),
        "call-note": Place(_at("admin:desk-call-note")),
        "ask": Place(_at("complaints:ask")),
        "look": Place(_at("complaints:status")),
    },
    "training": {
        "first-page": Place(_at("admin:index")),
        "training": Place(_at("admin:desk-training"), is_pictured=True),
        "training-begun": Place(_at("admin:desk-training"), pressed={"exercise": "progress"}),
        "administrator": Place(_at("admin:index"), who="administrator"),
        "training-administrator": Place(_at("admin:desk-training"), who="administrator"),
        "anew": Place(_at("admin:desk-training-anew"), who="administrator", is_pictured=True),
    },
    "webmaster": {
        "home": Place(_at("disclosures:home")),
        "embeds": Place(_at("embeds:pick", query="?size=300x250#shown"), is_pictured=True),
        "district": Place(_of_key("sites:district-detail", "district")),
        "feeds": Place(_at("feeds:list"), is_pictured=True),
        "clicks": Place(_of_key("embeds:districts-clicks", "district")),
    },
}

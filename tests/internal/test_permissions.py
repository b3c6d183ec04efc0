"""Every URL of the internal app against every persona: who is let in is written down here, and nowhere else."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casework import actions
from complaints.models import ScreeningTerm, ScreeningThreshold
from desk.models import DRAFT_MODELS, Erasure, Role, Withdrawal
from desk.role_table import FIELD_KINDS
from tests.factories import make_file
from tests.internal.personas import (
    ASSIGNED,
    BACKEND,
    DEPUTY,
    INSIDERS,
    LIMITED,
    NOBODY,
    OTHER_APPROVER,
    OTHER_EDITOR,
    OUTSIDER,
    PERSONAS,
    World,
)
from tests.internal.stories import (
    checked_file,
    citizens_case,
    one_pmis_differs,
    published,
    release_all,
    upload_sheet,
    withdraw_one,
    withhold_and_erase,
)

EVERYONE = set(PERSONAS)
OFFICIALS = set(INSIDERS)  # a firm's person finds no desk here
SIGNED_IN = OFFICIALS | {OUTSIDER}
EDITING = {Role.EDITOR, ASSIGNED}
APPROVING = {Role.APPROVER, DEPUTY}
ENTERING = {Role.REPORTER, Role.SUPERVISOR} | EDITING
READING = ENTERING | APPROVING | {Role.AUDITOR}
WITH_SITES = READING | {Role.ADMINISTRATOR}
ELSEWHERE = {OTHER_EDITOR, OTHER_APPROVER, LIMITED}
EDITING_ELSEWHERE = {OTHER_EDITOR, LIMITED}
NO_ONE: set[str] = set()
KIND = "(" + "|".join(model._meta.model_name for model in DRAFT_MODELS.values()) + ")"
FIELD_KIND = "(" + "|".join(DRAFT_MODELS[slug]._meta.model_name for slug in FIELD_KINDS) + ")"

# The first row that matches a URL's name says who may open it. A URL without a row fails the test.
TABLE: list[tuple[str, set[str]]] = [
    # Public pages, as citizens see them, and the health of the process.
    (r"/(healthz|readyz|favicon.*|robots.*)", EVERYONE),
    (r"(disclosures|sites|complaints|answers):.*", EVERYONE),
    # Signing in and out.
    (r"admin:(login|logout)", EVERYONE),
    (r"account_login", EVERYONE),
    # One's own sign-in. (A firm's person is refused when signing in; the tests sign in past that.)
    (r"mfa_(index|activate_totp|add_webauthn|login_webauthn|authenticate|generate_recovery_codes)", SIGNED_IN),
    (r"mfa_list_webauthn", EVERYONE),  # leads to one's own
    # Steps of a sign-in that nobody here has begun, and what belongs to passkeys, codes and passwords that nobody has.
    (r"openid_connect_.*|socialaccount_.*|(account|mfa)_reauthenticate.*", NO_ONE),
    (r"mfa_(deactivate_totp|(edit|remove)_webauthn|(view|download)_recovery_codes)", NO_ONE),
    (r"admin:(index|password_change|password_change_done|jsi18n)", OFFICIALS),
    (r"admin:app_list", OFFICIALS - {NOBODY, Role.AGENT}),
    (r"admin:view_on_site", NO_ONE),
    (r"admin:autocomplete", WITH_SITES | ELSEWHERE),
    # The kinds' drafts. What belongs to another department does not exist.
    (rf"admin:desk_{KIND}_changelist", READING | ELSEWHERE),
    (rf"admin:desk_{FIELD_KIND}_add", ENTERING | EDITING_ELSEWHERE),
    (rf"admin:desk_{KIND}_add", EDITING | EDITING_ELSEWHERE),
    (rf"admin:desk_{KIND}_(change|history)", READING),
    (rf"admin:desk_{KIND}_delete", NO_ONE),
    # Sites.
    (r"admin:desk_managedsite_changelist", WITH_SITES | ELSEWHERE),
    (r"admin:desk_managedsite_add", EDITING | EDITING_ELSEWHERE | {Role.ADMINISTRATOR}),
    (r"admin:desk_managedsite_(change|history)", WITH_SITES),
    (r"admin:desk_managedsite_delete", NO_ONE),
    # What is done to a draft. The sample is released.
    (r"admin:desk-queue", READING | ELSEWHERE),
    (r"admin:desk-review", READING),
    (r"admin:desk-submit", NO_ONE),  # released already; test_submitting has one that is not
    (r"admin:desk-correct", ENTERING),
    (r"admin:desk-withhold", EDITING | APPROVING),
    (r"admin:desk-lift", APPROVING),
    (r"admin:desk-(withdraw|erase)", APPROVING),
    (r"admin:desk-(approve|emergency)", APPROVING | {OTHER_APPROVER}),
    (r"admin:desk-confirm-(erasure|withdrawal)", APPROVING),
    (r"admin:desk-withheld", READING | ELSEWHERE),
    (r"admin:desk-review-withholding", EDITING | APPROVING),
    (r"admin:desk-file", READING | ELSEWHERE),
    # Entering.
    (r"admin:desk-(progress-grid|autosave|autosave-discard)", ENTERING | EDITING_ELSEWHERE),
    (r"admin:desk-photos", ENTERING),
    (r"admin:desk-rename", EDITING),
    (r"admin:desk-preview", READING),
    (r"admin:desk-discard-draft", NO_ONE),  # released already; tests/internal/test_entry.py has one that is not
    # People and their work. The samples are the editor's.
    (r"admin:desk-people", WITH_SITES),
    (r"admin:desk-end-assignment", APPROVING | {Role.ADMINISTRATOR}),
    (r"admin:desk-absence", OFFICIALS),
    (r"admin:desk-absence-of", {Role.EDITOR, Role.APPROVER, Role.ADMINISTRATOR}),
    (r"admin:desk-end-deputy", {Role.APPROVER, Role.ADMINISTRATOR}),  # the sample is the approver's absence
    (r"admin:desk-hand-over", {Role.APPROVER, Role.ADMINISTRATOR}),
    # The link to One-PMIS, and spreadsheets.
    (r"link-receive", EVERYONE),  # a machine's: its signature says who it is (tests/desk/link)
    (r"admin:desk-(link|automatic)", {Role.ADMINISTRATOR, Role.AUDITOR}),
    (r"admin:desk-conflicts", READING | ELSEWHERE),
    (r"admin:desk-conflict", READING),
    (r"admin:desk-spreadsheets|admin:desk-spreadsheet-download", READING | ELSEWHERE),
    (r"admin:desk-spreadsheet(-cells)?", {Role.EDITOR}),  # who uploaded it
    # The call centre: any site that citizens know. The training is elsewhere (tests/internal/test_training.py).
    (r"admin:desk-calls?", EDITING | APPROVING | ELSEWHERE | {Role.AGENT, Role.AUDITOR}),
    (r"admin:desk-call-note", EDITING | APPROVING | ELSEWHERE | {Role.AGENT}),
    (r"admin:desk-training(-anew)?", NO_ONE),
    # Citizens' questions and complaints. The sample is about the site, and the editor's.
    (r"admin:casework_case_changelist", EDITING | APPROVING | ELSEWHERE | {Role.AUDITOR}),
    (r"admin:casework_case_change", EDITING | APPROVING | {Role.AUDITOR}),
    (r"admin:casework-case-do", EDITING | APPROVING),
    (r"admin:casework_(outboxmessage|publication)_changelist", EDITING | APPROVING | ELSEWHERE | {Role.AUDITOR}),
    (r"admin:casework_(outboxmessage|publication)_change", EDITING | APPROVING | {Role.AUDITOR}),
    (r"admin:casework_(outboxmessage|publication)_(add|delete|history)", NO_ONE),
    (r"admin:casework-publish", {Role.EDITOR} | APPROVING),
    (r"admin:casework-take-down", APPROVING),
    (r"admin:casework_route_(changelist|change|history)", {Role.ADMINISTRATOR, Role.AUDITOR}),
    (r"admin:casework_route_(add|delete)", {Role.ADMINISTRATOR}),
    (r"admin:casework_cannedparagraph_(changelist|change|history)", EDITING | APPROVING | ELSEWHERE),
    (r"admin:casework_cannedparagraph_(add|delete)", APPROVING | {OTHER_APPROVER}),
    (r"admin:casework-arrived-file", EDITING | APPROVING | {Role.AUDITOR}),
    # What citizens' words are screened by, and what was decided; not the words.
    (r"admin:complaints_screening(term|threshold)_(changelist|change|history)", {Role.ADMINISTRATOR, Role.AUDITOR}),
    (r"admin:complaints_screeningterm_add", {Role.ADMINISTRATOR}),
    (r"admin:complaints_screening(term_delete|threshold_(add|delete))", NO_ONE),
    (r"admin:casework_(screeningdecision|filecheck)_(changelist|change)", {Role.ADMINISTRATOR, Role.AUDITOR}),
    (r"admin:casework_(screeningdecision|filecheck)_(add|delete|history)", NO_ONE),
    # Records.
    (r"admin:desk_auditentry_changelist", OFFICIALS),  # leads to the audit, which asks for itself
    (r"admin:desk-audit(-csv)?", {Role.AUDITOR}),
    (r"admin:desk_(auditentry|withholdingdecision)_(changelist|change)", {Role.AUDITOR}),
    (r"admin:desk_erasure_changelist", APPROVING | {Role.AUDITOR, OTHER_APPROVER}),
    (r"admin:desk_erasure_change", APPROVING | {Role.AUDITOR}),
    (r"admin:desk_(auditentry|withholdingdecision|erasure)_(add|delete|history)", NO_ONE),
    # Who administers.
    (
        r"admin:(desk_official|desk_outsidefirm|sites_department)_(changelist|change|history)",
        {Role.ADMINISTRATOR, Role.AUDITOR},
    ),
    (r"admin:(desk_official|desk_outsidefirm|sites_department)_add", {Role.ADMINISTRATOR}),
    (r"admin:(desk_official|desk_outsidefirm|sites_department)_delete", NO_ONE),
    (r"admin:desk-reset-sign-in", {Role.ADMINISTRATOR}),
    (r"admin:auth_user_password_change", {Role.ADMINISTRATOR}),
    (r"admin:axes_accessattempt_(changelist|change)", {Role.ADMINISTRATOR, Role.AUDITOR}),
    (r"admin:axes_accessattempt_delete", {Role.ADMINISTRATOR}),
    (r"admin:axes_accessattempt_(add|history)", NO_ONE),
]

POST_ONLY = {
    "admin:desk-autosave",
    "admin:desk-autosave-discard",
    "admin:casework-case-do",
    "admin:desk-submit",
    "admin:desk-end-assignment",
    "admin:desk-end-deputy",
}

# Patterns without a name: the admin's old object address, which only redirects, and its last resort, a 404.
UNNAMED = {r"<path:object_id>/", r"(?P<url>.*)$"}


def named_patterns(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each URL's name with its namespaces, and the names of its arguments."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from named_patterns(entry, inner)
            continue
        assert isinstance(entry, URLPattern)
        arguments = list(entry.pattern.regex.groupindex)
        if entry.name is not None:
            yield namespace + entry.name, arguments
        elif str(entry.pattern) not in UNNAMED:
            assert not arguments, f"{entry.pattern} has no name, so that no row can be about it"
            yield f"/{entry.pattern}", arguments


URLS = sorted({(name, tuple(arguments)) for name, arguments in named_patterns()})


def allowed(name: str) -> set[str]:
    for pattern, personas in TABLE:
        if re.fullmatch(pattern, name):
            return personas
    pytest.fail(f"{name} has no row in the table: say who may open it")


def is_refused(response: HttpResponse) -> bool:
    """403, or 404 as if it did not exist, or away to the login."""
    if response.status_code in (403, 404):
        return True
    return response.status_code == 302 and "/admin/login/" in response["Location"]


class Samples:
    """A value for each argument of each URL."""

    def __init__(self, world: World) -> None:
        release_all(world)
        self.world = world
        self.decision, self.erasure = withhold_and_erase(world)
        self.file = make_file(by=world.officials[Role.REPORTER])
        self.attempt = world.failed_sign_in()
        editor = world.officials[Role.EDITOR]
        self.keys = {
            "admin:desk-lift": self.decision.pk,
            "admin:desk-confirm-erasure": self.erasure.pk,
            "admin:desk-confirm-withdrawal": withdraw_one(world).pk,
            "admin:desk-review-withholding": self.decision.pk,
            "admin:desk-people": world.site.pk,
            "admin:desk-call": world.site.pk,
            "admin:desk-photos": world.site.pk,
            "admin:desk-rename": world.site.pk,
            "admin:desk-end-assignment": world.assignment.pk,
            "admin:desk-absence-of": editor.pk,
            "admin:desk-end-deputy": world.deputy.pk,
            "admin:desk-hand-over": editor.pk,
            "admin:desk-reset-sign-in": editor.pk,
            "admin:desk-conflict": one_pmis_differs(world).pk,
        }
        self.case, self.route, self.paragraph = citizens_case(world)
        self.arrived = checked_file(self.case)
        actions.load_screening(by=None)
        publication = published(world)
        self.keys |= {
            "admin:casework-publish": publication.case_id,
            "admin:casework-take-down": publication.question_id,
            "admin:casework_publication_change": publication.pk,
        }
        sheet = upload_sheet(world)
        self.keys |= {"admin:desk-spreadsheet": sheet.pk, "admin:desk-spreadsheet-cells": sheet.pk}

    def url(self, name: str, arguments: tuple[str, ...]) -> str:
        if name.startswith("/"):
            return name
        url = reverse(name, kwargs={argument: self.value(name, argument) for argument in arguments})
        if name == "admin:autocomplete":
            url += "?app_label=desk&model_name=progressdraft&field_name=managed_site"
        return url

    def value(self, name: str, argument: str) -> object:
        progress = self.world.drafts["progress"]
        if argument in ("object_id", "id"):
            return self.object_of(name)
        if argument == "pk" and name in self.keys:
            return self.keys[name]
        samples = {
            "app_label": "desk",
            "content_type_id": 1,
            "provider_id": "directory",
            "code": self.world.site.code,
            "kind": "progress",
            "item": progress.item,
            "pk": progress.pk,
            "sha256": self.file.sha256,
            "digest": self.file.sha256,
            "what": "template",
            "form": "csv",
            "service": "ListOnePMISBizInfo",
            "deed": "note",
            "file": self.arrived.pk,
        }
        assert argument in samples, f"{name}: give a sample of the argument {argument!r} here"
        return samples[argument]

    def object_of(self, name: str) -> object:
        for slug, model in DRAFT_MODELS.items():
            if f"desk_{model._meta.model_name}_" in name:
                return self.world.drafts[slug].pk
        objects = {
            "managedsite": self.world.site.pk,
            "outsidefirm": self.world.officials[OUTSIDER].firm_id,
            "official": self.world.officials[Role.EDITOR].pk,
            "auth_user": self.world.officials[Role.EDITOR].pk,
            "department": self.world.department.pk,
            "auditentry": self.world.newest_audit().pk,
            "withholdingdecision": self.decision.pk,
            "erasure": self.erasure.pk,
            "accessattempt": self.attempt.pk,
            "casework_route": self.route.pk,
            "casework_outboxmessage": self.case.messages.first().pk,
            "casework_cannedparagraph": self.paragraph.pk,
            "casework_case": self.case.number,
            "casework-case": self.case.number,
            "casework-arrived-file": self.case.number,
            "casework_filecheck": self.arrived.pk,
            "casework_screeningdecision": self.case.decisions.get().pk,
            "complaints_screeningterm": ScreeningTerm.objects.values_list("pk", flat=True)[0],
            "complaints_screeningthreshold": ScreeningThreshold.objects.values_list("pk", flat=True)[0],
        }
        return next((pk for word, pk in objects.items() if word in name), 1)


@pytest.mark.parametrize("persona", PERSONAS)
def test_every_url_lets_in_whom_the_table_names_and_nobody_else(world: World, persona: str) -> None:
    samples = Samples(world)
    client = world.client(persona)
    wrong = []
    for name, arguments in URLS:
        if name.partition(":")[0] in ("disclosures", "sites", "complaints", "answers"):
            continue  # open to everyone; tests/public has them
        url = samples.url(name, arguments)
        if name == "admin:logout":  # with a client of its own, for the others go on signed in
            response = world.client(persona).post(url)
        else:
            response = client.post(url) if name in POST_ONLY else client.get(url)
        expected = persona in allowed(name)
        if is_refused(response) == expected or response.status_code >= 500:
            wrong.append(f"{name} {url}: {response.status_code}, expected {'in' if expected else 'refused'}")
    assert not wrong, "\n".join(wrong)


def test_every_url_has_a_row() -> None:
    for name, _arguments in URLS:
        allowed(name)


def test_every_row_has_a_url() -> None:
    names = [name for name, _arguments in URLS]
    for pattern, _personas in TABLE:
        if pattern.startswith("("):
            continue  # a row about several, some of which may be absent
        assert any(re.fullmatch(pattern, name) for name in names), pattern


@pytest.mark.parametrize("persona", [OTHER_EDITOR, OTHER_APPROVER, LIMITED, OUTSIDER, Role.ADMINISTRATOR.value])
def test_a_draft_elsewhere_is_out_of_reach_by_its_address(world: World, persona: str) -> None:
    client = world.client(persona)
    for slug, draft in world.drafts.items():
        for page in ("review", "submit", "correct", "withhold", "withdraw", "erase"):
            url = reverse(f"admin:desk-{page}", args=[slug, draft.pk])
            assert is_refused(client.post(url, {"approve": "1", "reason": "-", "ground": "-"})), url
        change = reverse(f"admin:desk_{draft._meta.model_name}_change", args=[draft.pk])
        assert is_refused(client.post(change, {"as_of_on": "2020-01-01"})), change
        draft.refresh_from_db()
        assert draft.state == "draft"


def test_an_erasure_elsewhere_cannot_be_confirmed(world: World) -> None:
    samples = Samples(world)
    url = reverse("admin:desk-confirm-erasure", args=[samples.erasure.pk])
    for persona in (OTHER_APPROVER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR):
        assert is_refused(world.client(persona).post(url))
    assert Erasure.objects.unconfirmed().filter(pk=samples.erasure.pk).exists()


def test_a_withdrawal_elsewhere_cannot_be_confirmed(world: World) -> None:
    pk = Samples(world).keys["admin:desk-confirm-withdrawal"]
    url = reverse("admin:desk-confirm-withdrawal", args=[pk])
    for persona in (OTHER_APPROVER, Role.EDITOR, Role.AUDITOR, Role.ADMINISTRATOR):
        assert is_refused(world.client(persona).post(url))
    assert Withdrawal.objects.unconfirmed().filter(pk=pk).exists()


def test_a_reporter_reports_and_a_supervisor_or_editor_submits(world: World) -> None:
    url = reverse("admin:desk-submit", args=["progress", world.drafts["progress"].pk])
    for persona in sorted(EVERYONE - {Role.REPORTER, Role.SUPERVISOR} - EDITING):
        assert is_refused(world.client(persona).post(url)), persona
    assert world.client(Role.SUPERVISOR).post(url).status_code == 302
    world.drafts["progress"].refresh_from_db()
    assert world.drafts["progress"].state == "submitted"
    photo = world.drafts["photo"]
    world.client(Role.REPORTER).post(reverse("admin:desk-submit", args=["photo", photo.pk]))
    photo.refresh_from_db()
    assert photo.state == "reported"


def test_a_role_lost_in_mid_session_is_lost_at_once(world: World) -> None:
    client = world.client(Role.APPROVER)
    assert client.get(reverse("admin:desk-queue")).status_code == 200
    world.officials[Role.APPROVER].groups.clear()
    assert client.get(reverse("admin:desk-queue")).status_code == 403


def test_an_account_made_inactive_in_mid_session_is_out(world: World) -> None:
    client = world.client(Role.EDITOR)
    world.officials[Role.EDITOR].is_active = False
    world.officials[Role.EDITOR].save()
    assert is_refused(client.get(reverse("admin:index")))


@pytest.mark.parametrize("page", ["submit", "review", "withdraw", "erase"])
def test_a_forged_post_without_csrf_token_is_refused(world: World, page: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.officials[Role.APPROVER], backend=BACKEND)
    assert client.post(reverse(f"admin:desk-{page}", args=["progress", world.drafts["progress"].pk])).status_code == 403

"""Who may open which page of the internal app: every URL's name with the personas that are let in."""

import re

import pytest

from desk.models import DRAFT_MODELS, Role
from desk.role_table import FIELD_KINDS
from tests.internal.personas import (
    ASSIGNED,
    DEPUTY,
    INSIDERS,
    LIMITED,
    NOBODY,
    OTHER_APPROVER,
    OTHER_EDITOR,
    OUTSIDER,
    PERSONAS,
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
IN_DEPARTMENT = {Role.EDITOR, LIMITED} | APPROVING
NO_ONE: set[str] = set()
KIND = "(" + "|".join(model._meta.model_name for model in DRAFT_MODELS.values()) + ")"
FIELD_KIND = "(" + "|".join(DRAFT_MODELS[slug]._meta.model_name for slug in FIELD_KINDS) + ")"

# The first row that matches a URL's name says who may open it. A URL without a row fails the test.
TABLE: list[tuple[str, set[str]]] = [
    # Public pages, as citizens see them, and the health of the process.
    (r"/(healthz|readyz|favicon.*|robots.*)", EVERYONE),
    (r"(disclosures|sites|complaints|answers|screens|hearings|newsletters|following|surveys):.*", EVERYONE),
    (r"(embeds|feeds|sitemaps|usage):.*", EVERYONE),
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
    # Prints. The sample is the editor's, and not made yet.
    (r"prints:.*", EVERYONE),
    (r"admin:printing_printorder_changelist", READING | ELSEWHERE),
    (r"admin:printing_printorder_change", {Role.EDITOR}),
    (r"admin:printing-file", NO_ONE),  # tests/printing has one that is finished
    # The call centre: any site that citizens know. The training is elsewhere (tests/internal/test_training.py).
    (r"admin:desk-calls?", EDITING | APPROVING | ELSEWHERE | {Role.AGENT, Role.AUDITOR}),
    (r"admin:desk-call-note", EDITING | APPROVING | ELSEWHERE | {Role.AGENT}),
    (r"admin:desk-training(-anew)?", NO_ONE),
    (r"admin:desk-manuals?", OFFICIALS),
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
    # Safety messages and the weather. The sample is about the site, and released.
    (r"admin:safety_safetyproposal_changelist", EDITING | APPROVING | ELSEWHERE | {Role.AUDITOR}),
    (r"admin:safety_safetyproposal_add", EDITING | EDITING_ELSEWHERE),
    (r"admin:safety_safetyproposal_change", EDITING | APPROVING | {Role.AUDITOR}),
    (r"admin:safety_safetyproposal_(delete|history)", NO_ONE),
    (r"admin:safety-withdraw", APPROVING),
    (r"admin:safety-weather", EDITING | APPROVING | ELSEWHERE | {Role.AUDITOR}),
    # Newsletters, press releases and notices. The sample is of the site's department, and being written.
    (r"admin:newsroom_bulletindraft_changelist", EDITING | APPROVING | ELSEWHERE | {Role.AUDITOR}),
    (r"admin:newsroom_bulletindraft_add", EDITING | EDITING_ELSEWHERE),
    (r"admin:newsroom_bulletindraft_(change|history)", IN_DEPARTMENT | {Role.AUDITOR}),
    (r"admin:newsroom-(review|mail)", IN_DEPARTMENT | {Role.AUDITOR}),
    (r"admin:newsroom_bulletindraft_delete", NO_ONE),
    # Surveys. The sample is of the site's department, and being written.
    (r"admin:polling_surveydraft_changelist", EDITING | APPROVING | ELSEWHERE | {Role.AUDITOR}),
    (r"admin:polling_surveydraft_add", EDITING | EDITING_ELSEWHERE),
    (r"admin:polling_surveydraft_(change|history)", IN_DEPARTMENT | {Role.AUDITOR}),
    (r"admin:polling-review", IN_DEPARTMENT | {Role.AUDITOR}),
    (r"admin:polling_surveydraft_delete", NO_ONE),
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


def allowed(name: str) -> set[str]:
    for pattern, personas in TABLE:
        if re.fullmatch(pattern, name):
            return personas
    pytest.fail(f"{name} has no row in the table: say who may open it")

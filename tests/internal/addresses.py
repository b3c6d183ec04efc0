"""Every URL of the internal app, with an address of each that is about something."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casework import actions
from complaints.models import ScreeningTerm, ScreeningThreshold
from desk.models import DRAFT_MODELS, Role
from tests.factories import make_file
from tests.internal.personas import OUTSIDER, World
from tests.internal.stories import (
    checked_file,
    citizens_case,
    on_screens,
    one_pmis_differs,
    one_press_release,
    one_survey,
    print_ordered,
    published,
    release_all,
    upload_sheet,
    withdraw_one,
    withhold_and_erase,
)

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
        proposal = on_screens(world)
        self.keys |= {"admin:safety_safetyproposal_change": proposal.pk, "admin:safety-withdraw": proposal.pk}
        self.keys |= dict.fromkeys(("admin:printing_printorder_change", "admin:printing-file"), print_ordered(world).pk)
        self.bulletin = one_press_release(world)
        self.keys |= dict.fromkeys(("admin:newsroom-review", "admin:newsroom-mail"), self.bulletin.pk)
        self.survey = one_survey(world)
        self.keys["admin:polling-review"] = self.survey.pk
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
            "language": "ko",
            "kind": "progress",
            "item": progress.item,
            "pk": progress.pk,
            "sha256": self.file.sha256,
            "digest": self.file.sha256,
            "what": "template",
            "name": "officer",
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
            "newsroom_bulletindraft": self.bulletin.pk,
            "polling_surveydraft": self.survey.pk,
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

"""The reporters' desk as its people use it, and as somebody tries it who should not: all of it by its own role."""

import re

import pytest
from django.utils import timezone

from allimi.embedded.running import Running
from desk import actions
from desk.manuals.book import MANUALS
from desk.models import DRAFT_MODELS, Draft, ManagedSite, Role, StoredFile, draft_model
from desk.role_table import FIELD_KINDS
from tests.factories import make_draft, make_official, make_release, make_submitted
from tests.reporters.desk import PASSWORD, Answer, Field, jpeg, make_account, make_assigned, make_field, page, visit


def progress_form(site: ManagedSite) -> dict[str, object]:
    return {
        "managed_site": site.pk,
        "as_of_on": "2026-11-02",
        "source_department": site.department_id,
        "planned_percent": "64.00",
        "actual_percent": "62.10",
    }


def newest(kind: str, site: ManagedSite) -> Draft:
    return draft_model(kind)._default_manager.filter(managed_site=site).latest("pk")


def test_a_month_is_reported_and_confirmed_from_the_field(live: Running) -> None:
    field = make_field()
    photo = {"managed_site": field.site.pk, "as_of_on": "2026-11-02", "source_department": field.site.department_id}
    seen = visit(
        live,
        field.reporter,
        page("admin:index"),
        page("admin:desk_managedsite_changelist"),
        page("admin:desk_managedsite_change", field.site.pk),
        page("admin:desk_progressdraft_add"),
        page("admin:desk_progressdraft_add", post=True, _submit="1", **progress_form(field.site)),
        page("admin:desk_photodraft_add", post=True, _save="1", files={"image": jpeg()}, work_item="토공", **photo),
        page("admin:desk-photos", field.site.pk),
    )
    assert (seen.role, seen.signed_in) == ("allimi_reporters", True)
    assert [answer.status for answer in seen.answers] == [200, 200, 200, 200, 302, 302, 200]
    assert field.site.name in seen.answers[1].text
    assert field.other.name not in seen.answers[1].text
    draft = newest("progress", field.site)
    assert (draft.state, draft.entered_by, draft.submitted_by) == ("reported", field.reporter, field.reporter)
    picture = newest("photo", field.site)
    assert StoredFile.objects.get(pk=picture.image).uploaded_by == field.reporter  # type: ignore[attr-defined]
    seen = visit(
        live,
        field.supervisor,
        page("admin:desk-review", "progress", draft.pk),
        page("admin:desk-file", picture.image),  # type: ignore[attr-defined]
        page("admin:desk-review", "progress", draft.pk, post=True, confirm="1"),
    )
    assert [answer.status for answer in seen.answers] == [200, 200, 302]
    draft.refresh_from_db()
    assert (draft.state, draft.confirmed_by) == ("submitted", field.supervisor)


def test_a_supervisor_returns_and_the_reporter_mends(live: Running) -> None:
    field = make_field()
    draft = actions.report(
        draft=make_draft("progress", site=field.site, by=field.reporter), by=field.reporter, now=timezone.now()
    )
    returning = page(
        "admin:desk-review", "progress", draft.pk, post=True, **{"return": "1", "reason": "다시 재어 주십시오."}
    )
    assert visit(live, field.supervisor, returning).answers[0].status == 302
    draft.refresh_from_db()
    assert draft.state == "returned"
    mending = page("admin:desk_progressdraft_change", draft.pk, post=True, _submit="1", **progress_form(field.site))
    assert visit(live, field.reporter, page("admin:index"), mending).answers[1].status == 302
    draft.refresh_from_db()
    assert draft.state == "reported"


def addresses_of(draft: Draft, kind: str) -> list[dict]:
    """Every page about a draft, asked for and posted to."""
    asked = [page(f"admin:desk_{draft._meta.model_name}_{name}", draft.pk) for name in ("change", "history", "delete")]
    deeds = ("review", "submit", "correct", "withhold", "withdraw", "erase", "preview", "discard-draft")
    asked += [page(f"admin:desk-{deed}", kind, draft.pk) for deed in deeds]
    posted = {"approve": "1", "confirm": "1", "reason": "-", "ground": "-", "as_of_on": "2020-01-01", "_submit": "1"}
    return [*asked, *({**each, "post": True, "data": posted} for each in asked)]


def unrefused(answers: list[Answer]) -> list[str]:
    return [f"{answer.url}: {answer.status} {answer.to}" for answer in answers if not answer.is_refused]


def pages_elsewhere(field: Field) -> list[dict]:
    """Another site's pages, and those that only officials have."""
    other = field.other.pk
    return [
        page("admin:desk_managedsite_change", other),
        page("admin:desk-people", field.site.pk),
        page("admin:desk-photos", other),
        page("admin:desk-photos", other, post=True, files={"photos": jpeg()}, taken_on="2026-11-02"),
        page("admin:desk-rename", field.site.pk),
        page("admin:desk-queue"),
        page("admin:desk-absence"),
        page("admin:desk_official_changelist"),
        page("admin:desk_auditentry_changelist"),
        page("admin:desk_penaltydraft_add"),
        page("/admin/desk/penaltydraft/add/"),
        page("/admin/desk/official/"),
        page("/admin/desk/desk/queue/"),
        page("/admin/desk/queue/"),
    ]


def test_what_belongs_to_other_sites_and_to_the_department_is_out_of_reach_by_guessed_addresses(live: Running) -> None:
    field = make_field()
    rival = make_assigned(Role.REPORTER, field.other, f"{field.other.code}건설")
    hidden = {
        "progress": make_draft("progress", site=field.other, by=rival),
        "photo": make_submitted("photo", site=field.site, by=make_official()),
        "penalty": make_draft("penalty", site=field.site),
        "contract": make_draft("contract", site=field.site),
    }
    colleague = make_assigned(Role.REPORTER, field.site, f"{field.site.code}전기")
    hidden["work-schedule"] = make_draft("work-schedule", site=field.site, by=colleague)
    pages = [each for kind, draft in hidden.items() for each in addresses_of(draft, kind)]
    pages += pages_elsewhere(field)
    before = {kind: draft.state for kind, draft in hidden.items()}
    assert unrefused(visit(live, field.reporter, *pages).answers) == []
    # The form is shown anew, and nothing is entered.
    smuggled = visit(
        live,
        field.reporter,
        page("admin:desk_progressdraft_add", post=True, _submit="1", **progress_form(field.other)),
    )
    assert smuggled.answers[0].status == 200
    assert newest("progress", field.other) == hidden["progress"]
    for kind, draft in hidden.items():
        draft.refresh_from_db()
        assert draft.state == before[kind]


def test_every_page_of_this_desk_refuses_who_has_no_site_here(live: Running) -> None:
    """Officials, whatever they are elsewhere, strangers, and a firm's person whose assignment has ended."""
    field: Field = make_field()
    draft = make_draft("progress", site=field.site, by=field.reporter)
    photo = make_draft("photo", site=field.site, by=field.reporter)
    ended = make_assigned(Role.REPORTER, field.site, f"{field.site.code}조경")
    actions.end_assignment(assignment=ended.site_assignments.get(), by=make_official(), now=timezone.now())
    addresses = visit(live, None).addresses
    about = [(name, arguments) for name, arguments in addresses if name.startswith("admin:desk")]
    names = {name for name, _arguments in about}
    assert not names & {"admin:desk-queue", "admin:desk-withdraw", "admin:desk_official_changelist"}
    kinds = {re.sub(r"admin:desk_(\w+)draft_\w+", r"\1", name) for name in names if "draft_" in name}
    assert kinds == {DRAFT_MODELS[slug]._meta.model_name.removesuffix("draft") for slug in FIELD_KINDS}

    def arguments_of(name: str, arguments: list[str]) -> list[object]:
        samples = {
            "kind": "progress",
            "pk": field.site.pk if name == "admin:desk-photos" else draft.pk,
            "object_id": field.site.pk if "managedsite" in name else photo.pk if "photo" in name else draft.pk,
            "sha256": photo.image,  # type: ignore[attr-defined]
            "name": "reporter",
        }
        return [samples[argument] for argument in arguments]

    pages = [page(name, *arguments_of(name, arguments)) for name, arguments in about]
    for who in (None, make_account(Role.APPROVER, None), make_account(Role.ADMINISTRATOR, None)):
        seen = visit(live, who, page("admin:index"), *pages)
        assert unrefused(seen.answers) == [], who
    for name, arguments in about:
        if arguments:
            pages.append(page(name, *arguments_of(name, arguments), post=True))
    general = ("admin:desk-file", "admin:desk-manual")
    about_site = [each for each in pages if each["args"] and each["name"] not in general]
    assert unrefused(visit(live, ended, *about_site).answers) == []


def test_what_is_public_is_read_and_corrected_from_the_field_as_well(live: Running) -> None:
    field = make_field()
    make_release("progress", site=field.site)
    draft = newest("progress", field.site)
    seen = visit(
        live,
        field.reporter,
        page("admin:desk_managedsite_change", field.site.pk),
        page("admin:desk_progressdraft_change", draft.pk),
        page("admin:desk-correct", "progress", draft.pk),
        page("admin:desk-correct", "progress", draft.pk, post=True, reason="실적 오기 정정"),
    )
    assert [answer.status for answer in seen.answers] == [200, 200, 200, 302]
    assert newest("progress", field.site).version == 2


def test_five_wrong_passwords_lock_the_account_here_too(live: Running) -> None:
    reporter = make_account(Role.REPORTER, "잠긴건설")
    wrong = page("admin:login", post=True, login=reporter.username, password="wrong")
    assert visit(live, None, *[wrong] * 5).answers[-1].status == 429


def test_a_firms_person_reads_the_manuals_with_the_own_one_first(live: Running) -> None:
    field = make_field()
    seen = visit(
        live,
        field.reporter,
        page("admin:desk-manuals"),
        page("admin:desk-manual", "reporter"),
        page("admin:desk_managedsite_change", field.site.pk),
    )
    assert [answer.status for answer in seen.answers] == [200, 200, 200]
    listed = re.findall(r"/manuals/([a-z]+)/", seen.answers[0].text)
    assert listed[0] == "reporter" and set(listed) == set(MANUALS)
    assert re.search(r"/manuals/reporter/#section-\d", seen.answers[2].text)


def test_a_firms_person_chooses_another_password(live: Running) -> None:
    field = make_field()
    new = {"new_password1": "봄-강가의-자전거-48", "new_password2": "봄-강가의-자전거-48"}
    changing = page("admin:password_change", post=True, old_password=PASSWORD, **new)
    assert visit(live, field.reporter, changing).answers[0].status == 302
    field.reporter.refresh_from_db()
    assert field.reporter.check_password("봄-강가의-자전거-48")


@pytest.mark.parametrize("who", ["an official", "a firm's person"])
def test_nobody_signs_in_at_the_desk_of_the_others(live: Running, who: str) -> None:
    account = make_account(Role.EDITOR, None) if who == "an official" else make_account(Role.REPORTER, "바깥건설")
    entered = visit(live, account, page("admin:index"))
    assert entered.answers[0].is_refused == (who == "an official")

"""What a stolen password of the reporters' role is worth: asked of PostgreSQL itself, without the program."""

from collections.abc import Iterator

import psycopg
import pytest

from allimi.embedded.running import Running
from desk.models import Official, Role
from tests.factories import make_draft, make_release, make_submitted
from tests.reporters.desk import Field, make_account, make_field

REFUSED = (psycopg.errors.InsufficientPrivilege,)

FORBIDDEN = {
    "release": "INSERT INTO disclosures_release DEFAULT VALUES",
    "rewrite a release": "UPDATE disclosures_release SET state = 'withdrawn'",
    "take down": "SELECT disclosures_take_down(1)",
    "rewrite the public site": "UPDATE sites_constructionsite SET name = 'x'",
    "read the officials' sessions": "SELECT * FROM django_session",
    "read the audit": "SELECT * FROM desk_auditentry",
    "rewrite the audit": "UPDATE desk_auditentry SET action = 'x'",
    "delete from the audit": "DELETE FROM desk_auditentry",
    "assign oneself": "UPDATE desk_siteassignment SET ends_on = NULL",
    "assign anew": "INSERT INTO desk_siteassignment (duty) VALUES ('reporting')",
    "become another's deputy": "INSERT INTO desk_deputy (reason) VALUES ('x')",
    "take a role": "INSERT INTO desk_official_groups (official_id, group_id) VALUES (1, 1)",
    "become a superuser": "UPDATE desk_official SET is_superuser = true",
    "take another name": "UPDATE desk_official SET username = username || '2'",
    "become an official": "UPDATE desk_official SET firm_id = NULL",
    "move a site": "UPDATE desk_managedsite SET department_id = 1",
    "withhold": "DELETE FROM desk_withholdingdecision",
    "read the letters": "SELECT * FROM desk_letter",
    "empty a table": "TRUNCATE desk_progressdraft",
    "read a history": "SELECT * FROM desk_progressdrafthistory",
    "make a table": "CREATE TABLE mine (id int)",
    "pass row security": "SET row_security = off; SELECT * FROM desk_official",
}


@pytest.fixture
def stolen(live: Running) -> Iterator[psycopg.Connection]:
    """A session by the role, from outside any program of ours."""
    with psycopg.connect(live.environment()["ALLIMI_REPORTERS_URL"], autocommit=True) as connection:
        yield connection


@pytest.fixture
def field(live: Running) -> Field:
    return make_field()


@pytest.mark.parametrize("deed", FORBIDDEN)
def test_the_role_may_not(stolen: psycopg.Connection, field: Field, deed: str) -> None:
    # The field's accounts are rows that the role sees: a change of no row at all would break no rule.
    with pytest.raises(REFUSED):
        stolen.execute(FORBIDDEN[deed])


def test_the_role_reads_no_official_and_changes_none(stolen: psycopg.Connection, field: Field) -> None:
    official = make_account(Role.APPROVER, None)
    seen = {name for (name,) in stolen.execute("SELECT username FROM desk_official").fetchall()}
    assert field.reporter.username in seen
    assert official.username not in seen
    stolen.execute("UPDATE desk_official SET password = 'stolen'")
    assert Official.objects.get(pk=official.pk).password == official.password


def test_the_role_gives_no_official_a_passkey(stolen: psycopg.Connection, field: Field) -> None:
    official = make_account(Role.APPROVER, None)
    give = "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'webauthn', '{}', now())"
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        stolen.execute(give, [official.pk])
    stolen.execute(give, [field.reporter.pk])


def test_the_role_reads_no_draft_of_the_department(stolen: psycopg.Connection, field: Field) -> None:
    secret = make_draft("penalty", site=field.site)
    own = make_draft("progress", site=field.site, by=field.reporter)
    make_release("penalty", site=field.site)
    penalties = "SELECT id, state FROM desk_penaltydraft WHERE managed_site_id = %s"
    found = stolen.execute(penalties, [field.site.pk]).fetchall()
    assert [state for _pk, state in found] == ["released"]
    assert secret.pk not in [pk for pk, _state in found]
    assert stolen.execute("SELECT id FROM desk_progressdraft WHERE id = %s", [own.pk]).fetchall() == [(own.pk,)]


def test_the_role_changes_neither_the_departments_drafts_nor_what_is_released(
    stolen: psycopg.Connection, field: Field
) -> None:
    waiting = make_submitted("progress", site=field.site)
    make_release("progress", site=field.site)
    before = list(type(waiting)._default_manager.for_site(field.site).order_by("pk").values())
    stolen.execute("UPDATE desk_progressdraft SET actual_percent = 99 WHERE managed_site_id = %s", [field.site.pk])
    stolen.execute("DELETE FROM desk_progressdraft WHERE managed_site_id = %s", [field.site.pk])
    assert list(type(waiting)._default_manager.for_site(field.site).order_by("pk").values()) == before


def test_the_role_cannot_call_its_own_draft_released(stolen: psycopg.Connection, field: Field) -> None:
    own = make_draft("progress", site=field.site, by=field.reporter)
    release = make_release("photo", site=field.site)
    change = "UPDATE desk_progressdraft SET state = 'released', release_id = %s WHERE id = %s"
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
        stolen.execute(change, [release.pk, own.pk])

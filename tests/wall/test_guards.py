"""What the primary refuses to everyone: released rows stay as they were released, unless taken down."""

from collections.abc import Iterator

import psycopg
import pytest

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import Connection, values
from disclosures.models import Release
from tests.factories import make_release


@pytest.fixture
def release(live: Running) -> Release:
    """A released progress report."""
    return make_release("progress")


@pytest.fixture(params=["primary_admin", "primary"])
def inside(request: pytest.FixtureRequest, live: Running) -> Iterator[Connection]:
    """The superuser, then the internal app's own role; nothing is kept."""
    with connections.connect(request.param) as connection, connection.transaction(force_rollback=True):
        yield connection


FORBIDDEN = (
    "UPDATE disclosures_progress SET salt = salt WHERE release_id = {id}",
    "DELETE FROM disclosures_progress WHERE release_id = {id}",
    "DELETE FROM disclosures_release WHERE id = {id}",
    "UPDATE disclosures_release SET digest = digest WHERE id = {id}",
    "UPDATE disclosures_ledgerentry SET ground = 'x' WHERE release_id = {id}",
    "DELETE FROM disclosures_ledgerentry WHERE release_id = {id}",
    "TRUNCATE disclosures_progress",
    "TRUNCATE disclosures_ledgerentry",
    "UPDATE disclosures_releasedfile SET size = size + 1",
    "UPDATE disclosures_releasedrendition SET size = size + 1",
    "TRUNCATE disclosures_releasedrendition",
    "TRUNCATE disclosures_release CASCADE",
    "SELECT disclosures_take_down({id})",
)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_history_cannot_be_rewritten(inside: Connection, release: Release, statement: str) -> None:
    if statement.startswith("UPDATE disclosures_released"):
        inside.execute(
            "INSERT INTO disclosures_releasedfile (sha256, media_type, size, content) VALUES ('x', 'image/jpeg', 1, '')"
        )
        inside.execute(
            "INSERT INTO disclosures_releasedrendition (file_id, image_format, width, height, size, content) "
            "VALUES ('x', 'avif', 320, 200, 1, '')"
        )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        inside.execute(statement.format(id=release.pk).encode())


def test_the_state_may_change_and_then_the_content_may_go(inside: Connection, release: Release) -> None:
    inside.execute("UPDATE disclosures_release SET state = 'withdrawn', ended_at = now() WHERE id = %s", (release.pk,))
    inside.execute("SELECT disclosures_take_down(%s)", (release.pk,))
    assert not values(inside, "SELECT 1 FROM disclosures_progress WHERE release_id = %s", release.pk)
    assert values(inside, "SELECT state FROM disclosures_release WHERE id = %s", release.pk) == ["withdrawn"]


def test_the_gateway_has_no_guard_that_could_stop_the_apply_worker(live: Running) -> None:
    with connections.connect("gateway_admin") as gateway:
        assert values(gateway, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal") == []

"""`wall migrate` on the live clusters, with a copy of the project whose complaints app grows and shrinks again.

All the while rows are written to the primary, as an app that does not know of the migration writes them.
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from allimi.embedded.running import Running
from allimi.wall import connections
from allimi.wall.connections import values

from .crossing import caught_up, count
from .planting import faults

APPS = (
    "sites",
    "disclosures",
    "complaints",
    "embeds",
    "feeds",
    "usage",
    "screens",
    "hearings",
    "intake",
    "messaging",
    "relay",
    "desk",
    "casework",
    "safety",
    "prints",
    "printing",
    "newsletters",
    "following",
    "followers",
    "newsroom",
    "surveys",
    "polling",
)
CODE = ("manage.py", "allimi", *APPS, "locale", "templates", "static")
HEAD = "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
TABLE = "complaints_planted"
NAME = "    name = models.CharField(max_length=9)\n"
GROWN = "    level = models.IntegerField(null=True)\n    size = models.IntegerField(db_default=7)\n"


class Project:
    """A copy of the project in which migrations can be written."""

    def __init__(self, folder: Path, running: Running) -> None:
        self.folder = folder
        self.running = running
        for name in CODE:
            source = Path(settings.BASE_DIR) / name
            if source.is_dir():
                shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, folder / name)
        self.migrations = folder / "complaints" / "migrations"
        self.migrations.mkdir(exist_ok=True)
        (self.migrations / "__init__.py").touch()
        self.models = folder / "complaints" / "models"
        with (self.models / "__init__.py").open("a", encoding="utf-8") as package:
            package.write("\nfrom .planted import *\n")
        (self.models / "planted.py").touch()
        self.latest = max((path.stem for path in self.migrations.glob("0*.py")), default="")

    def write(self, name: str, operations: str, *, fields: str = "") -> None:
        """One more migration of the complaints app, and the model's fields after it (none: no model)."""
        needs = f'[("complaints", "{self.latest}")]' if self.latest else "[]"
        text = f"{HEAD}    dependencies = {needs}\n    operations = [{operations}]\n"
        (self.migrations / f"{name}.py").write_text(text, encoding="utf-8")
        self.latest = name
        model = f"\n\nclass Planted(models.Model):\n{fields}" if fields else ""
        (self.models / "planted.py").write_text(f"from django.db import models\n{model}", encoding="utf-8")

    def migrate(self) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "wall", "migrate"],
            cwd=self.folder,
            env={**self.running.environment(), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
        )


@contextmanager
def writing(statement: str) -> Iterator[list[int]]:
    """Run the statement on the primary, over and over, while the block runs."""
    done: list[int] = []
    stop = threading.Event()

    def write() -> None:
        with connections.connect("primary_admin") as primary:
            while not stop.wait(0.01):
                primary.execute(statement.encode())
                done.append(1)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join()


@pytest.fixture
def project(live: Running, tmp_path: Path) -> Iterator[Project]:
    copied = Project(tmp_path, live)
    yield copied
    for cluster in ("primary_admin", "gateway_admin"):
        with connections.connect(cluster) as connection:
            connection.execute(f"DROP TABLE IF EXISTS {TABLE}".encode())
            connection.execute("DELETE FROM django_migrations WHERE app = 'complaints' AND name LIKE '9%'")


def same_on_all_sides() -> None:
    caught_up()
    query = f"SELECT count(*) FROM {TABLE}"
    assert count("primary_admin", query) == count("gateway_admin", query) == count("replica", query) > 0


def test_a_table_comes_grows_and_goes_while_rows_are_written(project: Project) -> None:
    project.write(
        "9001_add",
        'migrations.CreateModel("Planted", [("id", models.BigAutoField(primary_key=True)), '
        '("name", models.CharField(max_length=9))])',
        fields=NAME,
    )
    done = project.migrate()
    assert done.returncode == 0, done.stderr

    insert_old = f"INSERT INTO {TABLE} (name) VALUES ('row')"
    with writing(insert_old) as written:
        project.write(
            "9002_grow",
            'migrations.AddField("planted", "level", models.IntegerField(null=True)),'
            'migrations.AddField("planted", "size", models.IntegerField(db_default=7)),'
            'migrations.AddIndex("planted", models.Index(fields=["size"], name="complaints_planted_size"))',
            fields=NAME + GROWN,
        )
        done = project.migrate()
        assert done.returncode == 0, done.stderr
        caught_up()
    assert len(written) > 10
    same_on_all_sides()

    # A required column leaves: rows with and without it are on their way. The old code never named it.
    with connections.connect("primary_admin") as primary:
        primary.execute(f"ALTER TABLE {TABLE} ALTER COLUMN name SET DEFAULT 'row'".encode())
    with writing(f"INSERT INTO {TABLE} (level) VALUES (1)") as written:
        project.write("9003_shrink", 'migrations.RemoveField("planted", "name")', fields=GROWN)
        done = project.migrate()
        assert done.returncode == 0, done.stderr
    assert len(written) > 10
    same_on_all_sides()
    assert count("gateway_admin", "SELECT apply_error_count FROM pg_stat_subscription_stats") == 0

    project.write("9004_remove", 'migrations.DeleteModel("Planted")')
    done = project.migrate()
    assert done.returncode == 0, done.stderr
    caught_up()
    for cluster in ("primary_admin", "gateway_admin", "replica"):
        with connections.connect(cluster) as connection:
            assert values(connection, f"SELECT to_regclass('{TABLE}')") == [None]
    assert faults() == []


def test_a_refused_migration_touches_neither_side(project: Project) -> None:
    project.write("9001_data", "migrations.RunSQL('CREATE TABLE complaints_planted (id int)')")
    done = project.migrate()
    assert done.returncode == 1
    assert "9001_data" in done.stderr
    assert "is refused on a released table" in done.stderr
    assert "Traceback" not in done.stderr
    assert faults() == []

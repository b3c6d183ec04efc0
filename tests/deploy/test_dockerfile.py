"""The Dockerfile as text; deploy/walk-image walks it for real (root and minutes, so not in a test)."""

import importlib.util
import re
import shutil
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Installed beside the interpreter that runs the tests.
HADOLINT = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")


@pytest.fixture(scope="module")
def walk() -> ModuleType:
    loader = SourceFileLoader("walk_image", str(ROOT / "deploy" / "walk-image"))
    spec = importlib.util.spec_from_loader("walk_image", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules["walk_image"] = module
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def steps(walk: ModuleType) -> list[tuple[str, str]]:
    return walk.instructions(ROOT / "Dockerfile")


@pytest.mark.skipif(HADOLINT is None, reason="HADOLINT IS MISSING: install requirements/dev.txt")
def test_linter_finds_nothing() -> None:
    done = subprocess.run([str(HADOLINT), str(ROOT / "Dockerfile")], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_step_is_one_the_walk_knows(walk: ModuleType, steps: list[tuple[str, str]]) -> None:
    assert not [name for name, _ in steps if not hasattr(walk.Walk, f"do_{name.lower()}")]


def test_both_stages_come_from_one_pinned_image(steps: list[tuple[str, str]]) -> None:
    images = {rest.split()[0] for name, rest in steps if name == "FROM"}
    assert len(images) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-[a-z]+", images.pop())


def test_image_runs_as_a_number_that_is_not_root(steps: list[tuple[str, str]]) -> None:
    users = [rest for name, rest in steps if name == "USER"]
    assert len(users) == 1 and re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", users[0])


def test_image_chooses_no_side(steps: list[tuple[str, str]]) -> None:
    assert not [rest for name, rest in steps if name == "ENV" and "DJANGO_SETTINGS_MODULE" in rest]


def test_packages_are_checked_by_hash(steps: list[tuple[str, str]]) -> None:
    installs = [rest for name, rest in steps if name == "RUN" and "pip install" in rest]
    assert installs and all("--require-hashes" in rest for rest in installs)


def test_health_is_asked(steps: list[tuple[str, str]]) -> None:
    assert [rest for name, rest in steps if name == "HEALTHCHECK" and "deploy/healthcheck.py" in rest]


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        ".venv/bin/python",
        ".allimi/inside/app.env",
        "deploy/secrets/primary_url",
        "tests/conftest.py",
        "allimi/__pycache__/x.pyc",
        "requirements/dev.txt",
        ".env",
        "anything-new/file",
    ],
)
def test_path_stays_out_of_the_image(walk: ModuleType, path: str) -> None:
    assert walk.ignored(path, (ROOT / ".dockerignore").read_text().splitlines()[1:])


def test_every_app_is_let_into_the_image(walk: ModuleType) -> None:
    rules = (ROOT / ".dockerignore").read_text().splitlines()[1:]
    apps = [str(path.relative_to(ROOT)) for path in ROOT.glob("*/apps.py")]
    assert apps
    wanted = ["manage.py", "requirements/app.txt", "deploy/entrypoint", "allimi/wsgi.py", *apps]
    assert not [path for path in wanted if walk.ignored(path, rules)]


@pytest.mark.parametrize("settings", ["", "allimi.settings.gateway", "allimi.settings.base"])
def test_entrypoint_refuses_what_is_no_side(settings: str) -> None:
    done = subprocess.run(
        [str(ROOT / "deploy" / "entrypoint"), "echo", "started"],
        env={"DJANGO_SETTINGS_MODULE": settings, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 64
    assert "Set DJANGO_SETTINGS_MODULE" in done.stderr


def test_entrypoint_gives_each_side_its_own_static_files() -> None:
    for side in ("public", "internal"):
        done = subprocess.run(
            [str(ROOT / "deploy" / "entrypoint"), "printenv", "ALLIMI_STATIC_ROOT"],
            env={"DJANGO_SETTINGS_MODULE": f"allimi.settings.{side}", "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
        )
        assert done.stdout == f"/app/collected/{side}\n"

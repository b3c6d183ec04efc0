"""The public apps' code, as `wall verify` reads it."""

from pathlib import Path

import pytest

from allimi.wall.verify import public_code


def test_the_public_apps_refer_to_nothing_private() -> None:
    assert public_code.private_references() == []
    assert public_code.private_imports() == []


@pytest.mark.parametrize(
    "line", ["import desk.models", "from desk import models", "from django.contrib.auth.models import User"]
)
def test_an_import_of_a_private_app_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    (tmp_path / "planted.py").write_text(f"def late() -> None:\n    {line}\n", encoding="utf-8")
    config = public_code.public_app_configs()[0]
    monkeypatch.setattr(config, "path", str(tmp_path))
    assert any(fault.startswith("planted.py of sites imports") for fault in public_code.private_imports())

"""Law 1, in the code: the public apps know nothing of the private ones."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from ..public_models import intake_app_configs, public_app_configs, public_models
from .check import Check
from .no_door import LIBRARIES


def checks() -> Iterator[Check]:
    yield Check(1, "no public model refers to a private one", private_references())
    yield Check(1, "no public app imports a private one", private_imports())


def private_references() -> list[str]:
    """Relations from a public model to a model of a private app."""
    public = {config.label for config in public_app_configs()}
    found = []
    for model in public_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            if field.related_model._meta.app_label not in public:
                found.append(f"{model._meta.label}.{field.name} refers to {field.related_model._meta.label}")
    return found


def private_imports() -> list[str]:
    """Imports of a private app, or of the wall, in any module of a public app."""
    public = public_app_configs()
    outside = {*public, *intake_app_configs()}
    private = {config.name for config in apps.get_app_configs() if config not in outside}
    return [
        f"{path.name} of {config.label} imports {name} (line {line})"
        for config in public
        for path in sorted(Path(config.path).rglob("*.py"))
        for name, line in _imports(path)
        if _is_of(name, private)
    ]


def _is_of(name: str, private: set[str]) -> bool:
    # Django's own apps and django_filters are libraries as well: their code may be on both sides.
    ours = {app for app in private - LIBRARIES if not app.startswith("django.")}
    return any(name == app or name.startswith(f"{app}.") for app in ours) or name.startswith(
        ("django.contrib.admin", "django.contrib.auth", "django.contrib.sessions")
    )


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

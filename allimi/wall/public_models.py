"""What crosses the wall: every table of every public app, whole. Everything else here derives from this."""

from collections.abc import Iterator

from django.apps import AppConfig, apps
from django.conf import settings
from django.db import models

# Django's own record of applied migrations: on every side, and written by migrations alone.
MIGRATIONS_TABLE = "django_migrations"


def public_models() -> list[type[models.Model]]:
    """The models of the public apps that have a table, automatic many-to-many ones included."""
    return [model for config in public_app_configs() for model in _with_table(config)]


def private_models() -> list[type[models.Model]]:
    """The models of every other installed app that have a table on the primary."""
    elsewhere = {*public_app_configs(), *intake_app_configs()}
    return [model for config in apps.get_app_configs() if config not in elsewhere for model in _with_table(config)]


def intake_models() -> list[type[models.Model]]:
    """The models whose tables lie on the intake."""
    return [model for config in intake_app_configs() for model in _with_table(config)]


def public_app_configs() -> list[AppConfig]:
    """The public apps in the order of the settings."""
    return _configs(settings.PUBLIC_APPS)


def intake_app_configs() -> list[AppConfig]:
    """The apps whose tables lie on the intake, in the order of the settings."""
    return _configs(settings.INTAKE_APPS)


def _configs(names: list[str]) -> list[AppConfig]:
    by_name = {config.name: config for config in apps.get_app_configs()}
    return [by_name[name] for name in names]


def public_tables() -> list[str]:
    """The names of the tables that cross, in alphabetical order."""
    return sorted(model._meta.db_table for model in public_models())


def columns(model: type[models.Model]) -> list[str]:
    """The columns that the model declares."""
    return [str(field.column) for field in model._meta.local_concrete_fields]


def _with_table(config: AppConfig) -> Iterator[type[models.Model]]:
    for model in config.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model

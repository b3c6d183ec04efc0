"""Back to the start: the training's database is emptied and filled with the demo anew.

The application's role can take back nothing that was released, and must not be able to. So the web page only asks;
the tables' owner does it, in a program of its own that runs in a training deployment alone. Two things are looked at
before: the setting, in that program's own environment, and the mark in the database. A city's database has neither.
"""

import datetime

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models
from django.utils.translation import gettext as _
from psycopg import sql

from allimi.wall import connections
from allimi.wall.connections import Connection
from allimi.wall.public_models import private_models, public_models
from desk.actions import ActionError
from desk.actions.training import mark_begun
from desk.models import TrainingStart
from disclosures.models import Release, Source
from sites.models import District

# What the code and the profile put there, and no training changes; and the mark itself.
KEPT: tuple[type[models.Model], ...] = (
    ContentType,
    Permission,
    Group,
    Group.permissions.through,
    District,
    TrainingStart,
)


def require_training() -> None:
    """Raises ActionError where this is no training deployment."""
    if not settings.TRAINING:
        raise ActionError(
            _("This is no training deployment: nothing is reset. Only where ALLIMI_TRAINING=true is set can it be."),
            code="no-training",
        )


def prepare(*, now: datetime.datetime) -> bool:
    """Mark the database as a training ground, once. False where it is one already.

    Raises ActionError where officials have released anything: that is somebody's work, and no place to practise.
    """
    require_training()
    if TrainingStart.objects.begun().exists():
        return False
    if Release.objects.filter(source=Source.OFFICIAL).exists():
        raise ActionError(
            _("This database holds releases that officials entered. A training needs an empty database of its own."),
            code="officials-work",
        )
    mark_begun(asked=None, now=now)
    return True


def begin_anew(*, asked: TrainingStart | None, now: datetime.datetime) -> None:
    """Empty the tables and load the demo. If it is stopped half way, it is run again from the beginning.

    Raises ActionError where this is no training ground, WallError without the operator's environment.
    """
    require_training()
    if not TrainingStart.objects.begun().exists():
        raise ActionError(
            _("This database was never marked as a training ground; run “training prepare” first."), code="no-mark"
        )
    with connections.connect("primary_admin") as primary, primary.transaction():
        empty(primary)
    call_command("load_demo", verbosity=0)
    mark_begun(asked=asked, now=now)


def emptied_tables() -> list[str]:
    kept = {model._meta.db_table for model in KEPT}
    tables = {model._meta.db_table for model in (*public_models(), *private_models())}
    return sorted(tables - kept)


def empty(primary: Connection) -> None:
    """Empty every table but those KEPT, inside the caller's transaction; the wall's copies follow by the stream."""
    # The guards against rewriting what was released stand aside for this one statement of the superuser.
    primary.execute("SET LOCAL session_replication_role = replica")
    tables = sql.SQL(", ").join(sql.Identifier("public", table) for table in emptied_tables())
    primary.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(tables))

"""Make the whole wall from empty clusters, or bring it back to what the models say."""

from collections.abc import Callable

from . import connections, subscription
from .migration import migrate
from .roles import ROLES, ensure_roles


def setup(progress: Callable[[str], None]) -> None:
    """Roles and databases, schema on both sides, grants, guards, publication, subscription. Idempotent."""
    subscription.publisher_conninfo()
    for cluster in ROLES:
        progress(f"Roles and database: {cluster.removesuffix('_admin')}")
        ensure_roles(cluster)
    migrate(progress)


def rebuild(progress: Callable[[str], None]) -> None:
    """Fill the gateway anew from the primary, when its slot was lost or its copy is doubted.

    Replicas follow by themselves. Until the copy is done, public pages miss what is not copied yet.
    """
    with connections.connect("primary_admin") as primary, connections.connect("gateway_admin") as gateway:
        progress("Dropping the subscription")
        subscription.drop(primary, gateway)
        subscription.converge(primary, gateway, progress)

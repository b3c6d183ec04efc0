"""System checks: what a city's citizens can write, and the proofs that it set up, must agree."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from .posts import PostsError, city_posts


@register
def check_posts(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """posts.toml and the caps can be read, and where citizens write, each post has a proof that works or needs none."""
    from .verifying.proofs import proofs

    try:
        posts, methods = city_posts(), list(proofs())
        if apps.is_installed("intake"):
            # Not so on the gateway, which has the public tables alone.
            from .verifying.caps import read_caps

            read_caps(settings.CODE_CAPS)
    except (PostsError, ImproperlyConfigured) as error:
        return [Error(str(error), id="complaints.E001")]
    if not settings.PROOFS:
        return []
    return [
        Error(
            f"Nobody can write a “{post.kind.value}”: it needs {', '.join(post.proofs)}, and none of them is set up.",
            hint=f"ALLIMI_PROOFS has {', '.join(methods)}; docs/verifying.md tells how to add another.",
            id="complaints.E002",
        )
        for post in posts.values()
        if not post.needs_no_proof and not any(post.accepts(method) for method in methods)
    ]

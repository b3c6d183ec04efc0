"""The proofs that the city has set up (settings.PROOFS), in its order."""

from collections.abc import Mapping
from functools import cache
from typing import cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from ..posts import Post
from .proof import Proof


@cache
def proofs() -> Mapping[str, Proof]:
    """Each proof by its method. Raises ImproperlyConfigured with what to do."""
    return {method: _proof(method, dict(options)) for method, options in settings.PROOFS.items()}


def proofs_for(post: Post) -> list[Proof]:
    """The proofs that are enough for a post, those first that it names first."""
    return sorted(
        (proof for method, proof in proofs().items() if post.accepts(method)),
        key=lambda proof: _rank(post, proof.method),
    )


def proof_of(slug: str) -> Proof | None:
    """The proof with this name in addresses."""
    return next((proof for proof in proofs().values() if proof.slug == slug), None)


def _rank(post: Post, method: str) -> int:
    return min(post.proofs.index(name) for name in (method, method.partition(":")[0]) if name in post.proofs)


def _proof(method: str, options: dict[str, str]) -> Proof:
    try:
        return cast(Proof, import_string(options.pop("backend"))(method=method, **options))
    except (KeyError, ImportError, TypeError, ValueError) as error:
        raise ImproperlyConfigured(
            f"ALLIMI_PROOFS, [{method}]: {error}. Each table names its class as backend; docs/verifying.md has "
            "what each class is told."
        ) from error

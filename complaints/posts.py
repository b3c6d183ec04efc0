"""What citizens can write, and which proof of identity each of it needs: read once from posts.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from .deadlines.periods import StatutoryType

NO_PROOF = "none"
PROOFS = frozenset({"phone", "oidc", "portone", "ipin", NO_PROOF})


class PostsError(ValueError):
    """posts.toml is wrong; the message says where and what to do."""


class PostKind(StrEnum):
    """What a citizen writes. Its words are those of the journey (complaints/asking/forms.py)."""

    COMPLAINT = "complaint"
    QUESTION = "question"
    PROPOSAL = "proposal"
    PRAISE = "praise"
    DIRECTOR = "director"
    TIP = "tip"


@dataclass(frozen=True)
class Post:
    """One kind of post as a city takes it."""

    kind: PostKind
    proofs: tuple[str, ...]  # the first is offered first
    statutory_type: StatutoryType
    to_director: bool

    @property
    def needs_no_proof(self) -> bool:
        return NO_PROOF in self.proofs

    def accepts(self, method: str) -> bool:
        """Whether a proof such as `phone` or `oidc:kakao` is enough for it."""
        return method in self.proofs or method.partition(":")[0] in self.proofs


def city_posts() -> Mapping[PostKind, Post]:
    """This city's posts. Raises PostsError."""
    return load_posts(settings.PROFILE.slug)


def post_of(kind: str) -> Post | None:
    """This city's post of that kind; None where it takes none such."""
    return next((post for each, post in city_posts().items() if each.value == kind), None)


@cache
def load_posts(profile: str) -> Mapping[PostKind, Post]:
    """The posts of a profile. Raises PostsError with what to do."""
    entry = tomllib.loads((Path(__file__).parent / "posts.toml").read_text(encoding="utf-8")).get(profile)
    if entry is None:
        raise PostsError(f"complaints/posts.toml has no [{profile}.posts…]: say what citizens there can write.")
    return read_posts(profile, entry)


def read_posts(profile: str, entry: Mapping[str, Any]) -> Mapping[PostKind, Post]:
    """A profile's table as posts. Raises PostsError with what to do."""
    try:
        return {PostKind(kind): _post(PostKind(kind), given) for kind, given in entry["posts"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise PostsError(
            f"complaints/posts.toml, {profile}: {error}. Compare with seoul, which is complete."
        ) from error


def _post(kind: PostKind, given: Mapping[str, Any]) -> Post:
    proofs = tuple(given["proofs"])
    if not proofs:
        raise ValueError(f"{kind.value}: proofs is empty")
    for proof in proofs:
        if proof.partition(":")[0] not in PROOFS or (":" in proof and not proof.startswith("oidc:")):
            raise ValueError(f"{kind.value}: {proof!r} is no proof; known are {', '.join(sorted(PROOFS))}")
    return Post(
        kind=kind,
        proofs=proofs,
        statutory_type=StatutoryType(given["statutory_type"]),
        to_director=bool(given.get("director", False)),
    )

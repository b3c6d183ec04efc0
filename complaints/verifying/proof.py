"""What every proof of identity is: a class with these four names, and the steps it may ask for."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from ..posts import Post
from .verified import Verified

Held = Mapping[str, Any]


class NotVerified(Exception):
    """The proof failed, and not by what can be typed anew; the message tells the citizen what to do."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of ours with a form. What is `held` travels in it, encrypted, and comes back with the answer."""

    template: str
    form: Form
    held: Held
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Another site, from which the citizen returns with `state`. What is `held` waits in a cookie of this one way."""

    address: str
    state: str
    held: Held


Step = Page | Elsewhere


class Proof(ABC):
    """A way to prove who one is. `method` is its name in settings.PROOFS, such as `phone` or `oidc:kakao`."""

    label: Any = ""
    hint: Any = ""
    leaves = False  # whether it leads to another site

    def __init__(self, *, method: str) -> None:
        self.method = method

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.method.replace(":", "-")

    @abstractmethod
    def begin(self, request: HttpRequest, post: Post) -> Step:
        """The first step. Raises NotVerified."""

    @abstractmethod
    def answered(self, request: HttpRequest, held: Held) -> Step | Verified:
        """What follows the answer to a step: another step, the same with what is wrong, or the proof.

        Raises NotVerified.
        """

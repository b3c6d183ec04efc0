"""The sheets that prints are made for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Paper(models.TextChoices):
    """Signboards lie across. What hangs at a fence is A2; A3 is what an office prints."""

    A3 = "a3", _("A3")
    A2 = "a2", _("A2")

    @property
    def millimetres(self) -> tuple[int, int]:
        """Width and height, lying across."""
        return {"a3": (420, 297), "a2": (594, 420)}[self.value]


class Form(models.TextChoices):
    """The two signboards."""

    PLAIN = "plain", _("in plain language")
    STATUTORY = "statutory", _("as the law asks for it")

"""The draft models, one a kind, made from the same fields as the released ones."""

from disclosures.kinds import ALL_KINDS, Kind

from .draft import Draft


def _make(kind: Kind) -> type[Draft]:
    """The columns of the kind, then those of the desk; `desk.checks` refuses a name that both have."""
    meta = type(
        "Meta",
        (Draft.Meta,),
        {
            "abstract": False,
            "app_label": "desk",
            "verbose_name": kind.title,
            "verbose_name_plural": kind.title,
        },
    )
    return type(
        f"{kind.model.__name__}Draft",
        (kind.fields_class, Draft),
        {"__module__": __name__, "Meta": meta, "kind": kind},
    )


DRAFT_MODELS: dict[str, type[Draft]] = {kind.slug: _make(kind) for kind in ALL_KINDS}


def draft_model(slug: str) -> type[Draft]:
    """The draft model of a kind. Raises KeyError for an unknown kind."""
    return DRAFT_MODELS[slug]

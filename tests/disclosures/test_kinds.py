"""What the registry promises about every kind."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template

from disclosures.kinds import ALL_KINDS, KINDS, SITE, Kind, kind_by_slug
from sites.profile import CYCLES, load_profile

DATA_POINTS = Path(settings.BASE_DIR) / "docs" / "cost_ids.csv"


def test_registry_has_the_fourteen_in_order_and_hearings_after_them() -> None:
    assert [kind.slug for kind in KINDS] == list(load_profile("seoul").kinds)
    assert len(KINDS) == 15
    assert KINDS[14].slug == "hearing"
    assert SITE not in KINDS


def test_cost_data_points_each_have_a_home() -> None:
    with DATA_POINTS.open(encoding="utf-8") as file:
        points = list(csv.DictReader(file))
    for point in points:
        names = {field.name for field in kind_by_slug(point["kind"]).fields}
        assert set(point["fields"].split()) <= names, point["element"]
    # 39 proactive data points: CoST Infrastructure Data Standard as mapped by OC4IDS 0.9.5.
    assert Counter(point["stage"] for point in points) == {
        "identification": 7,
        "preparation": 7,
        "completion": 6,
        "procurement": 13,
        "implementation": 6,
    }


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_kind_has_its_template_and_its_glossary_entry(kind: Kind) -> None:
    get_template(kind.template)
    glossary = (Path(settings.BASE_DIR) / "docs" / "glossary.md").read_text(encoding="utf-8")
    assert f"`{kind.slug}`" in glossary


@pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.slug)
def test_required_and_identifying_columns_exist(kind: Kind) -> None:
    names = {field.name for field in kind.fields}
    assert set(kind.fields_class.required) <= names
    assert set(kind.identified_by) <= names | {"as_of_on"}
    for columns in kind.firms:
        assert {columns.name, columns.number} <= names


@pytest.mark.parametrize("slug", ["seoul", "da-nang"])
def test_profile_names_known_kinds_and_cycles(slug: str) -> None:
    profile = load_profile(slug)
    assert set(profile.kinds) <= {kind.slug for kind in KINDS}
    assert all(duty.cycle in CYCLES and duty.legal_basis for duty in profile.duties)


def test_da_nang_chooses_a_subset_another_level_and_currency() -> None:
    seoul, da_nang = load_profile("seoul"), load_profile("da-nang")
    assert set(da_nang.kinds) < set(seoul.kinds)
    assert (seoul.currency, da_nang.currency) == ("KRW", "VND")
    assert seoul.district_level["en"] != da_nang.district_level["en"]
    assert len(seoul.districts) == 25

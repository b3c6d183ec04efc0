"""Nobody has to guess what belongs into a field."""

from django.urls import reverse
from django.utils.translation import gettext

from desk.field_help import CONTENT, HEADER, help_for
from desk.models import Draft, Role
from disclosures.kinds import ALL_KINDS
from tests.factories import make_department, make_site
from tests.internal.personas import make_persona, signed_in


def test_every_field_of_every_kind_has_help() -> None:
    bare = [
        f"{kind.slug}.{field.name}"
        for kind in ALL_KINDS
        for field in kind.fields
        if not (field.help_text or help_for(kind.slug, field.name))
    ]
    assert bare == []


def test_no_help_is_left_of_a_field_that_is_gone_or_helps_itself() -> None:
    declared = {kind.slug: {field.name: field for field in kind.fields} for kind in ALL_KINDS}
    assert CONTENT.keys() == declared.keys()
    for slug, words in CONTENT.items():
        assert [name for name in words if declared[slug][name].help_text] == [], slug
    assert HEADER.keys() <= {field.name for field in Draft._meta.get_fields()}


def test_form_shows_the_help_and_what_is_needed(db: None) -> None:
    editor = make_persona(Role.EDITOR, make_department())
    site = make_site(by=editor)
    html = signed_in(editor).get(reverse("admin:desk_paymentdraft_add") + f"?managed_site={site.pk}").content.decode()
    for name in ("sequence", "paid_on"):
        assert str(help_for("payment", name)) in html
    assert f"{gettext('Needed before submitting.')} {help_for('payment', 'sequence')}" in html

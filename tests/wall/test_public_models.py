"""The one list that everything about the wall derives from."""

from allimi.wall.public_models import intake_models, private_models, public_models, public_tables


def test_public_models_include_the_automatic_link_tables() -> None:
    assert "sites_constructionsite_districts" in public_tables()


def test_every_model_with_a_table_is_on_one_side() -> None:
    public = {model._meta.db_table for model in public_models()}
    private = {model._meta.db_table for model in private_models()}
    intake = {model._meta.db_table for model in intake_models()}
    assert not public & private
    assert not intake & (public | private)
    assert {"intake_submission", "intake_chunk"} <= intake
    assert {"auth_permission", "django_session"} <= private
    assert {"disclosures_release", "disclosures_clock"} <= public


def test_no_public_table_is_of_a_private_app() -> None:
    public = ("sites_", "disclosures_", "complaints_", "embeds_", "usage_", "screens_", "newsletters_", "surveys_")
    assert all(table.startswith(public) for table in public_tables())

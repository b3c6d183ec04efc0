"""What the manuals' steps are about, made by factories: each page of a manual has something to show and to press."""

from django.utils import timezone

from desk import actions
from desk.models import Role
from sites.models import District
from tests.factories import make_draft, make_official, make_submitted
from tests.internal.personas import OUTSIDER, World
from tests.internal.stories import one_pmis_differs, release_all, upload_sheet, withhold_and_erase
from tests.manual.places import Scene
from tests.manual.voice import voice
from tests.reporters.desk import Field


def desk_scene(world: World) -> Scene:
    """Everything is released; then something is drafted, reported, submitted, withheld, erased and disputed."""
    release_all(world)
    decision, erasure = withhold_and_erase(world)
    editor, site = world.officials[Role.EDITOR], world.site
    make_draft("photo", site=site, by=editor)
    reported = make_draft("work-schedule", site=site, by=world.officials[OUTSIDER])
    drafts = {
        "open": make_draft("payment", site=site, by=editor),
        "released": world.drafts["progress"],
        "submitted": make_submitted("design-change", site=site, by=editor),
        "reported": actions.report(draft=reported, by=world.officials[OUTSIDER], now=timezone.now()),
    }
    said, forms = voice(world)
    keys: dict[str, int | str] = {
        **said,
        "district": District.objects.order_by("code")[0].pk,
        "item": str(world.drafts["progress"].item),
        "decision": decision.pk,
        "erasure": erasure.pk,
        "editor": editor.pk,
        "sheet": upload_sheet(world).pk,
        "conflict": one_pmis_differs(world).pk,
    }
    return Scene(site, drafts, keys, forms)


def reporters_scene(field: Field) -> Scene:
    """At the site of a contractor's reporter: one report begun, one with the supervisor, one that citizens read."""
    editor, now = make_official(), timezone.now()
    make_draft("photo", site=field.site, by=field.reporter)
    site_record = make_submitted("site", site=field.site, by=editor)
    released = make_submitted("progress", site=field.site, by=editor)
    actions.release_drafts(drafts=[site_record, released], by=make_official(post="팀장"), now=now)
    released.refresh_from_db()
    reported = make_draft("work-schedule", site=field.site, by=field.reporter)
    drafts = {
        "open": make_draft("payment", site=field.site, by=field.reporter),
        "released": released,
        "reported": actions.report(draft=reported, by=field.reporter, now=now),
    }
    return Scene(field.site, drafts, {})

"""What the tests of the public side read: released inside, by the desk's own actions, and come through the wall."""

import json
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from allimi.embedded.running import Running

# Runs inside, under the internal settings: the public side can write nothing.
RELEASE = """
import json, django
django.setup()
from django.utils import timezone
from desk.actions import withdraw
from disclosures.kinds import KINDS
from disclosures.models import Release
from tests.factories import make_official, make_release, make_site

site = make_site(name="바깥에서 읽는 공사")
for kind in KINDS:
    release = make_release(kind.slug, site=site)
gone = make_release("site")
withdraw(releases=[gone], by=make_official(post="팀장"), reason="사업 취소", now=timezone.now())
print(json.dumps({"site": site.code, "item": str(release.item), "gone": gone.site.code}))
"""


@dataclass(frozen=True)
class Released:
    """What was released for these tests, by its addresses."""

    site: str
    item: str
    gone: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every type of page."""
        return (
            "/",
            "/sites/",
            "/sites/?q=공사&status=ongoing",
            "/sites/?amount_min=x",
            "/sites/?place=신사동",
            "/sites/?near=37.55,127.02&radius=5&sort=amount",
            "/map/",
            "/districts/11200/",
            "/firms/",
            f"/sites/{self.site}/",
            f"/sites/{self.site}/progress/",
            f"/history/{self.item}/",
            "/closures/",
            "/closures/?when=week&district=11200",
            "/late/",
            "/withheld/",
            "/withheld/?ground=6",
            "/statistics/",
            "/statistics/district/",
            "/statistics/year/",
            "/directory/",
            "/about/",
            "/about/kinds/",
            "/about/accessibility/",
            f"/ask/?site={self.site}",
            "/questions/",
            f"/questions/?words=공사&site={self.site}&answered=yes",
            "/questions/figures/",
            "/embeds/",
            f"/embeds/?site={self.site}&size=fluid&colour=dark&language=en",
            "/embeds/help/",
            f"/embeds/sites/{self.site}/card-light/",
            "/embeds/districts/11200/clicks/",
            "/screens/",
            f"/screens/{self.site}/",
            f"/screens/{self.site}/?also=vi&slide=1",
            "/hearings/",
            "/hearings/?district=11200",
            "/surveys/",
            "/usage/",
        )


@pytest.fixture(scope="session")
def released(topology: Running, django_db_blocker: DjangoDbBlocker) -> Released:
    done = subprocess.run(
        [sys.executable, "-c", RELEASE],
        env=topology.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    found = Released(**json.loads(done.stdout.splitlines()[-1]))
    with django_db_blocker.unblock():
        wait_for(found)
        connection.close()
    return found


def wait_for(found: Released) -> None:
    """Until the last of it has come through the wall."""
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM sites_constructionsite WHERE code = %s AND withdrawn_at IS NOT NULL", [found.gone]
            )
            if cursor.fetchone() == (1,):
                return
        time.sleep(0.1)
    pytest.fail("The replica did not show within 10 s what was released inside.")

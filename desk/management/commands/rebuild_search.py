from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from desk.actions.searching import rebuild_search
from sites.models import ConstructionSite


class Command(BaseCommand):
    help = "Builds the search of the sites anew: after an update that says so. Releases go on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(total=ConstructionSite.objects.count(), unit=" sites", desc="search", mininterval=0.5) as bar:
            changed = rebuild_search(step=bar.update)
        self.stdout.write(f"{changed} search entries written")

"""Writes what the search reads. Called inside, in the transaction that writes the sites."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from ..models import ConstructionSite, SearchEntry, SearchWord, SiteStatus
from . import text as texts
from .narrowing import filters_of
from .tokens import entry_tokens

FIRMS_AT_MOST = 40
WORD_AT_MOST = 60  # SearchWord.word
KEYS_AT_MOST = 240  # SearchWord.keys, and levenshtein() takes 255
_TOLD = [field.attname for field in SearchEntry._meta.concrete_fields if not field.primary_key]
# Words of one letter and numbers are near to everything.
_SHORTEST_WORD = 2


def index_sites(site_ids: Collection[int], *, firms: Mapping[int, Sequence[str]], words: bool = True) -> int:
    """Bring the entries of these sites up to date; withdrawn ones lose theirs. Returns how many were written.

    `firms` are the names of the firms at work by site. Without `words`, the vocabulary is left to
    `rebuild_words`.
    """
    old = {entry.pk: entry for entry in SearchEntry.objects.filter(pk__in=site_ids)}
    sites = ConstructionSite.objects.disclosed().filter(pk__in=site_ids).with_directory()
    new = {site.pk: entry_of(site, firms=firms.get(site.pk, ())) for site in sites}
    changed = [entry for key, entry in new.items() if key not in old or _differ(old[key], entry)]
    gone = [key for key in old if key not in new]
    SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["site"], update_fields=_TOLD, batch_size=500
    )
    if words:
        counts = words_in(changed)
        counts.subtract(words_in(old[entry.pk] for entry in changed if entry.pk in old))
        counts.subtract(words_in(old[key] for key in gone))
        _count_words(counts)
    return len(changed) + len(gone)


def entry_of(site: ConstructionSite, *, firms: Iterable[str] = ()) -> SearchEntry:
    """What is searched of a site, which comes with its directory (`with_directory`)."""
    city = next(iter(settings.PROFILE.city.values()))
    districts = list(site.districts.all())
    name, name_en = texts.fold(site.name), texts.fold(site.name_en)
    named = [site.contractor, *sorted(set(firms))[:FIRMS_AT_MOST]]
    if site.department:
        named = [site.department.name, site.department.name_en, *named]
    places = [site.address, *(f"{each.name}\n{each.name_en}" for each in districts)]
    parts = dict.fromkeys(
        texts.fold(part, dropped=city) for text in (*places, *named) for part in text.split("\n") if part
    )
    other = "\n".join(f" {part}" for part in parts if part)
    initials = texts.initials(name)
    return SearchEntry(
        site=site,
        name=f" {name}",
        name_en=f" {name_en}" if name_en else "",
        other=other,
        squeezed=texts.squeeze(name),
        initials=initials,
        districts=sorted(each.pk for each in districts),
        work_type=site.work_type,
        status=site.status,
        department_id=site.department_id,
        is_done=site.status == SiteStatus.COMPLETED,
        contract_amount=site.contract_amount,
        starts_on=site.starts_on,
        ends_on=site.ends_on,
        latitude=site.latitude,
        longitude=site.longitude,
        updated_on=timezone.localdate(site.updated_at),
        tokens=entry_tokens(
            name=name,
            name_en=name_en,
            other=other,
            initials=initials,
            filters=filters_of(site, districts),
        ),
    )


def words_in(entries: Iterable[SearchEntry]) -> Counter[str]:
    """In how many of the entries each word stands."""
    counts: Counter[str] = Counter()
    for entry in entries:
        words = set(f"{entry.name} {entry.name_en} {entry.other}".split())
        counts.update(word[:WORD_AT_MOST] for word in words if len(word) >= _SHORTEST_WORD and not word.isdigit())
    return counts


def rebuild_words() -> int:
    """Count the vocabulary anew from all entries. Returns its size."""
    counts = words_in(_texts(SearchEntry.objects.all()))
    SearchWord.objects.all().delete()
    _count_words(counts)
    return len(counts)


def _texts(entries: QuerySet[SearchEntry]) -> Iterator[SearchEntry]:
    return entries.only("name", "name_en", "other").iterator(chunk_size=5_000)


def _differ(old: SearchEntry, new: SearchEntry) -> bool:
    return any(getattr(old, name) != getattr(new, name) for name in _TOLD)


def _count_words(counts: Mapping[str, int]) -> None:
    """Add to the words' numbers; a word that no site has any more goes."""
    # In one order for all, so that two writers cannot wait for each other.
    rows: list[tuple[str, str, int]] = [
        (word, texts.keystrokes(word)[:KEYS_AT_MOST], number) for word, number in sorted(counts.items()) if number
    ]
    if not rows:
        return
    columns: dict[str, list[Any]] = {
        "words": [row[0] for row in rows],
        "keys": [row[1] for row in rows],
        "numbers": [row[2] for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sites_searchword AS known (word, keys, sites) "
            "SELECT * FROM unnest(%(words)s::text[], %(keys)s::text[], %(numbers)s::int[]) "
            "ON CONFLICT (word) DO UPDATE SET sites = known.sites + excluded.sites",
            columns,
        )
    SearchWord.objects.filter(sites__lte=0).delete()

"""What stands beside every item of a page: the link to its history, and where it came from."""

from django import template
from django.utils.safestring import SafeString

from disclosures import origin
from disclosures.models import Release
from disclosures.page import Item
from sites.templatetags.allimi import language

register = template.Library()


@register.simple_tag
def provenance(item: Item) -> SafeString:
    return origin.provenance(item, language())


@register.simple_tag
def source_badge(release: Release) -> SafeString:
    return origin.source_badge(release, language())

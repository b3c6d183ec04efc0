"""What stands beside every item of a page: the link to its history, and where it came from."""

from django import template

from disclosures.origin import history_link, provenance, source_badge

register = template.Library()

register.simple_tag(history_link)
register.simple_tag(provenance)
register.simple_tag(source_badge)

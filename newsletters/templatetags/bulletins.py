from django import template

from newsletters.markup import Block, blocks

register = template.Library()


@register.filter
def marked_up(text: str) -> list[Block]:
    """A bulletin's words as blocks."""
    return blocks(text)

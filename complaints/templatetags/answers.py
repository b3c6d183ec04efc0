from django import template
from django.utils.html import format_html

from complaints.answers.forms import post_words
from complaints.models import PublicQuestion
from sites.templatetags.allimi import language

register = template.Library()
register.filter(post_words)


@register.simple_tag
def language_of(question: PublicQuestion) -> str:
    """The `lang` attribute of what a citizen wrote, where the page speaks another language."""
    return "" if language().startswith(question.language) else format_html(' lang="{}"', question.language)

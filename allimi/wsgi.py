"""The one WSGI entry of both apps; DJANGO_SETTINGS_MODULE chooses the side and has no default."""

from django.core.wsgi import get_wsgi_application

from allimi.pages.application import keeping_pages
from usage.counting import counting

application = counting(keeping_pages(get_wsgi_application()))

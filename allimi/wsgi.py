"""The one WSGI entry of both apps; DJANGO_SETTINGS_MODULE chooses the side and has no default."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

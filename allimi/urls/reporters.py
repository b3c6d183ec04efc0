"""What the reporters' desk serves: its few pages, and the public pages as a preview of themselves."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from allimi import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.internal_readyz),
    path("", include("feeds.root_urls")),
    *i18n_patterns(
        path("admin/", include("desk.signing_in.urls")),
        path("admin/", admin.site.urls),
        path("", include("prints.urls")),
        path("", include("disclosures.urls")),
        path("", include("sites.urls")),
        path("", include("complaints.urls")),
        path("", include("complaints.answers.urls")),
        path("", include("embeds.urls")),
        path("", include("feeds.urls")),
        path("", include("usage.urls")),
        path("", include("screens.urls")),
        path("", include("hearings.urls")),
        path("", include("newsletters.urls")),
        path("", include("following.urls")),
        path("", include("surveys.urls")),
        prefix_default_language=False,
    ),
]

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from casework.access import EVERY, may_read_cases, visible_cases
from casework.models import Attempt, OutboxMessage
from casework.words import channel_words, event_words
from desk.admin.base import ReadOnlyAdmin
from desk.views.common import official
from messaging import Channel


class AttemptInline(admin.TabularInline):
    model = Attempt
    template = "casework/_attempts.html"
    fields = ["kind", "started_at", "ended_at", "outcome", "reference", "reason"]
    readonly_fields = ["kind", "started_at", "ended_at", "outcome", "reference", "reason"]
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_read_cases(official(request))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Way(admin.SimpleListFilter):
    title = gettext_lazy("channel")
    parameter_name = "channel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(channel.value, channel_words(channel)) for channel in Channel]

    def queryset(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        return queryset.filter(channel=self.value()) if self.value() else queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnlyAdmin):
    """What was sent to whom, whether it arrived, and every attempt at it. Recipients are shown in part."""

    list_display = ["created_at", "case", "about", "way", "shown_recipient", "state", "may_be_second", "settled_at"]
    list_filter = ["state", Way, "may_be_second"]
    list_select_related = ["case"]
    search_fields = ["case__number"]
    date_hierarchy = "created_at"
    inlines = [AttemptInline]
    fields = [
        "case",
        "about",
        "way",
        "shown_recipient",
        "language",
        "state",
        "reason",
        "may_be_second",
        "reference",
        "sends",
        "created_at",
        "next_at",
        "settled_at",
    ]

    @admin.display(description=gettext_lazy("about"), ordering="event")
    def about(self, message: OutboxMessage) -> str:
        return event_words(message.event)

    @admin.display(description=gettext_lazy("channel"), ordering="channel")
    def way(self, message: OutboxMessage) -> str:
        return message.channel_words

    def get_queryset(self, request: HttpRequest) -> QuerySet[OutboxMessage]:
        """Messages about the cases that this person may read; the others, such as to followers, who may see all."""
        user = official(request)
        found = super().get_queryset(request)
        return found if user.has_perm(EVERY) else found.filter(case__in=visible_cases(user).values("pk"))

    def has_view_permission(self, request: HttpRequest, obj: OutboxMessage | None = None) -> bool:
        return may_read_cases(official(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_read_cases(official(request))

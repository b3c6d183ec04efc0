"""The accounts that programs act as. Nobody can sign in with them, and two of them are still four eyes for nobody."""

from desk.models import Official

ONE_PMIS = "onepmis"
AUTOMATIC = "automatic"


def one_pmis() -> Official:
    """Who enters what One-PMIS says."""
    return _account(ONE_PMIS, full_name="One-PMIS", post="One-PMIS 자료 연계")


def automatic_approver() -> Official:
    """Who approves what an administrator let through; citizens read this post."""
    return _account(AUTOMATIC, full_name="자동 승인", post="자동 승인(관리자가 정한 연계 자료)")


def is_automatic(official: Official) -> bool:
    """Whether no person approved."""
    return official.username == AUTOMATIC


def _account(username: str, **values: str) -> Official:
    official, created = Official.objects.get_or_create(username=username, defaults={"is_active": False, **values})
    if created:
        official.set_unusable_password()
        official.save(update_fields=["password"])
    return official

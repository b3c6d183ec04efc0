"""The officials' side of the desk, on Django's admin: declarations; every write is one of `desk.actions`."""

from . import departments, drafts, firms, managed_sites, officials, records, sign_ins

__all__ = ["departments", "drafts", "firms", "managed_sites", "officials", "records", "sign_ins"]

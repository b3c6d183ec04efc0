"""The officials' side of the desk, on Django's admin: declarations; every write is one of `desk.actions`."""

from . import departments, drafts, managed_sites, officials, records, sign_ins

__all__ = ["departments", "drafts", "managed_sites", "officials", "records", "sign_ins"]

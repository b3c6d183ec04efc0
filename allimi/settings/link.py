"""The link to One-PMIS (docs/onepmis.md). Without an address nothing is pulled, without a secret nothing is taken."""

from .base import env

# http://openapi.seoul.go.kr:8088, or the city's own server that speaks the same.
ONEPMIS_ADDRESS = env("ALLIMI_ONEPMIS_ADDRESS", default="")
ONEPMIS_KEY = env("ALLIMI_ONEPMIS_KEY", default="sample")
# In this order: lists first, for they say which projects there are.
ONEPMIS_SERVICES = env.list(
    "ALLIMI_ONEPMIS_SERVICES", default=["ListOnePMISBizInfo", "pmisPjtList", "pmisPjtPhoto", "pmisWokInfo"]
)
ONEPMIS_PULL_AT = env.list("ALLIMI_ONEPMIS_PULL_AT", default=["03:00"])  # times of the day, in the city's time zone
ONEPMIS_CALLS_A_SECOND = env.float("ALLIMI_ONEPMIS_CALLS_A_SECOND", default=2.0)
ONEPMIS_PICTURE_HOSTS = env.list("ALLIMI_ONEPMIS_PICTURE_HOSTS", default=[])  # besides the city's own
ONEPMIS_DEPARTMENT = env("ALLIMI_ONEPMIS_DEPARTMENT", default="")  # code of the department for rows that name none
# What signs pushed messages: 32 characters or more. Two while one takes over from the other.
ONEPMIS_PUSH_SECRETS = env.list("ALLIMI_ONEPMIS_PUSH_SECRETS", default=[])

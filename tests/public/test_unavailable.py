"""What a citizen reads while the replica cannot be read."""

import pytest
from django.db import OperationalError
from django.test import Client

from allimi.embedded.running import Running
from tests.pages import assert_valid_html

# No fixture of a database: the page must not need one. The topology is here for the static files alone.


@pytest.mark.parametrize("address", ["/", "/en/sites/DEMO-000001/", "/sites/", "/closures/", "/statistics/"])
def test_unreachable_replica_is_told_with_phones_that_answer(
    topology: Running, client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def unreachable(*args: object) -> None:
        raise OperationalError("connection refused by 10.1.2.3")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", unreachable)
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "10.1.2.3" not in html
    assert 'href="tel:119"' in html
    assert_valid_html(html)

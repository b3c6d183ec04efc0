"""Prints in bulk: ordered at the desk, made by a worker, taken home as one PDF or a ZIP."""

import datetime
import io
import zipfile

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desk.models import AuditEntry, Official, Role
from desk.role_table import sync_roles
from printing import making
from printing.actions import order_prints, throw_away_old
from printing.making import make_some
from printing.models import Bundle, PrintedThing, PrintOrder
from prints.paper import Paper
from sites.models import ConstructionSite
from tests.factories import make_release
from tests.internal.personas import make_persona, signed_in
from tests.prints.readers import Printed

LIST = "admin:printing_printorder_changelist"
ORDER = "admin:printing_printorder_change"
FILE = "admin:printing-file"


@pytest.fixture
def editor(db: None) -> Official:
    sync_roles()
    return make_persona(Role.EDITOR, None)


def ordered(by: Official, codes: list[str], *, thing: PrintedThing = PrintedThing.PLAIN, bundle: Bundle) -> PrintOrder:
    return order_prints(
        thing=thing, keys=codes, language="ko", paper=Paper.A3, bundle=bundle, by=by, now=timezone.now()
    )


def sites(number: int) -> list[str]:
    return [make_release("progress").site.code for _number in range(number)]


def finish() -> None:
    while make_some(timezone.now()):
        pass


def test_zip_has_a_pdf_of_each_site_and_progress_outlives_a_reload(
    editor: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    codes = sites(3)
    order, browser = ordered(editor, codes, bundle=Bundle.ZIP), signed_in(editor)
    page = reverse(ORDER, args=[order.pk])
    assert 'value="0"' in browser.get(page).content.decode()
    assert make_some(timezone.now())
    for _reload in range(2):
        shown = browser.get(page).content.decode()
        assert 'max="3" value="2"' in shown and "data-running" in shown
    assert browser.get(reverse(FILE, args=[order.pk])).status_code == 404
    finish()
    assert "data-running" not in browser.get(page).content.decode()
    answer = browser.get(reverse(FILE, args=[order.pk]))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:  # type: ignore[attr-defined]
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == 3 and all(code in name for code, name in zip(codes, names, strict=True))
        assert Printed(archive.read(names[0])).faults() == []


def test_one_pdf_has_a_page_for_each_site(editor: Official) -> None:
    order = ordered(editor, sites(3), thing=PrintedThing.STATUTORY, bundle=Bundle.PDF)
    finish()
    answer = signed_in(editor).get(reverse(FILE, args=[order.pk]))
    assert answer["Content-Type"] == "application/pdf"
    read = Printed(answer.content)
    assert len(read.sheets) == 3 and read.kinds().count("H1") == 3
    assert read.faults() == []
    assert len({*read.qr_codes(0), *read.qr_codes(1), *read.qr_codes(2)}) == 3


def test_a_worker_that_died_repeats_nothing_and_skips_nothing(
    editor: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "AT_ONCE", 2)
    order = ordered(editor, sites(4), bundle=Bundle.ZIP)
    assert make_some(timezone.now())
    made, drawn = making.board_of, []

    def dies(*args: object, **options: object) -> object:
        drawn.append(args)
        if len(drawn) == 2:
            raise KeyboardInterrupt
        return made(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "board_of", dies)
    with pytest.raises(KeyboardInterrupt):
        make_some(timezone.now())
    order.refresh_from_db()
    assert order.done == 2 and order.files.count() == 2
    monkeypatch.setattr(making, "board_of", made)
    finish()
    assert list(order.files.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


def test_what_is_withdrawn_meanwhile_is_left_out_and_named(editor: Official) -> None:
    codes = sites(2)
    order = ordered(editor, codes, bundle=Bundle.ZIP)
    ConstructionSite.objects.filter(code=codes[0]).update(withdrawn_at=timezone.now())
    finish()
    order.refresh_from_db()
    assert order.left_out == codes[:1] and order.files.count() == 1
    assert codes[0] in signed_in(editor).get(reverse(ORDER, args=[order.pk])).content.decode()


def test_what_cannot_be_printed_says_why_and_holds_up_nothing(
    editor: Official, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = (ordered(editor, sites(1), bundle=Bundle.ZIP) for _number in range(2))
    monkeypatch.setitem(making._MAKERS, PrintedThing.PLAIN, _fails_at(bad, making._MAKERS[PrintedThing.PLAIN]))
    finish()
    assert "no such template" in signed_in(editor).get(reverse(ORDER, args=[bad.pk])).content.decode()
    assert good.files.count() == 1


def _fails_at(bad: PrintOrder, make: object) -> object:
    def maker(order: PrintOrder, *args: object) -> object:
        if order.pk == bad.pk:
            raise ValueError("no such template")
        return make(order, *args)  # type: ignore[operator]

    return maker


def test_form_orders_what_it_finds_and_the_command_makes_it(editor: Official) -> None:
    codes = sites(2)
    browser = signed_in(editor)
    given = {
        "thing": "plain",
        "codes": "\n".join(codes),
        "language": "vi",
        "paper": "a2",
        "bundle": "zip",
        "status": "running",
    }
    answer = browser.post(reverse(LIST), given)
    order = PrintOrder.objects.of(editor).get()
    assert answer["Location"] == reverse(ORDER, args=[order.pk])
    assert order.keys == codes
    assert AuditEntry.objects.filter(action="print.order", by=editor).count() == 1
    call_command("make_prints", "--once")
    order.refresh_from_db()
    assert order.finished_at is not None and order.files.count() == 2
    content = bytes(order.files.order_by("number")[0].content)
    assert Printed(content).sheets == [(594, 420)] and str(Printed(content).pdf.Root.Lang) == "vi"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"codes": "NOWHERE-1"}, "codes"),
        ({"thing": "booklet", "year": "1850"}, "year"),
        ({"paper": "a9"}, "paper"),
        ({"thing": "poster"}, "thing"),
    ],
)
def test_form_says_what_is_wrong(editor: Official, given: dict[str, str], field: str) -> None:
    whole = {"thing": "plain", "language": "ko", "paper": "a3", "bundle": "zip", "status": "", **given}
    answer = signed_in(editor).post(reverse(LIST), whole)
    assert answer.status_code == 200
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert not PrintOrder.objects.of(editor).exists()


def test_many_brochures_are_a_zip_and_a_booklet_is_a_pdf(editor: Official) -> None:
    browser = signed_in(editor)
    whole = {"language": "ko", "paper": "a3", "bundle": "pdf", "status": "", "year": "2026"}
    browser.post(reverse(LIST), {"thing": "brochure", **whole})
    assert PrintOrder.objects.of(editor)[0].bundle == Bundle.ZIP
    assert PrintOrder.objects.of(editor)[0].total == 25
    browser.post(reverse(LIST), {"thing": "booklet", **whole})
    assert PrintOrder.objects.of(editor)[0].keys == ["2026"]
    PrintOrder.objects.of(editor).last().delete()  # type: ignore[union-attr]
    finish()
    booklet = PrintOrder.objects.of(editor).get()
    answer = browser.get(reverse(FILE, args=[booklet.pk]))
    assert answer["Content-Type"] == "application/pdf" and Printed(answer.content).faults() == []


def test_orders_of_others_do_not_exist(editor: Official) -> None:
    order = ordered(editor, sites(1), bundle=Bundle.ZIP)
    finish()
    colleague = signed_in(make_persona(Role.EDITOR, editor.department))
    for name in (ORDER, FILE):
        assert colleague.get(reverse(name, args=[order.pk])).status_code == 404
    assert str(order.pk) not in colleague.get(reverse(LIST)).content.decode().partition("desk-table")[2]
    assert Client().get(reverse(LIST)).status_code == 302


def test_orders_are_thrown_away_by_hand_and_after_a_week(editor: Official) -> None:
    codes = sites(1)
    order, old = (ordered(editor, codes, bundle=Bundle.ZIP) for _number in range(2))
    signed_in(editor).post(reverse(ORDER, args=[order.pk]))
    assert not PrintOrder.objects.filter(pk=order.pk).exists()
    assert throw_away_old(old.ordered_at + datetime.timedelta(days=6)) == ""
    assert throw_away_old(old.ordered_at + datetime.timedelta(days=8)) == "prints: 1 orders thrown away"
    assert not PrintOrder.objects.filter(pk=old.pk).exists()

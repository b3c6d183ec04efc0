"""The manuals inside the desk: everybody may read them, and each page leads to the section about it."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import translation

from desk.manuals.book import LANGUAGES, MANUALS, PICTURES, manual
from desk.manuals.rendering import html_of
from desk.models import Role
from tests.internal.personas import NOBODY, World
from tests.manual.book import pictures

READERS = [
    (Role.EDITOR, "officer"),
    (Role.APPROVER, "approver"),
    (Role.AUDITOR, "auditor"),
    (Role.ADMINISTRATOR, "administrator"),
    (Role.AGENT, "calls"),
]


def text(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def section_behind(shown: str) -> str:
    """The heading that a page's help leads to."""
    found = re.search(r'class="desk-page-help"><a href="\S*/manuals/([a-z]+)/#section-(\d+)"', shown)
    assert found is not None
    return manual(found[1], "ko").sections[int(found[2]) - 1].title


@pytest.mark.parametrize(("role", "own"), READERS)
def test_ones_own_manual_comes_first(world: World, role: Role, own: str) -> None:
    shelf = world.client(role).get(reverse("admin:desk-manuals")).context["shelf"]
    assert shelf.own[0].name == own
    assert {each.name for each in (*shelf.own, *shelf.others)} == set(MANUALS)


def test_who_has_no_role_reads_them_all_the_same(world: World) -> None:
    client = world.client(NOBODY)
    shelf = client.get(reverse("admin:desk-manuals")).context["shelf"]
    assert (shelf.own, len(shelf.others)) == ([], len(MANUALS))
    assert "담당자 안내서" in text(client, "admin:desk-manual", "officer")
    assert client.get(reverse("admin:desk-manual", args=["nothing"])).status_code == 404


def test_a_page_leads_to_the_section_about_it(world: World) -> None:
    editor, approver = world.client(Role.EDITOR), world.client(Role.APPROVER)
    assert section_behind(text(editor, "admin:desk-progress-grid")) == "여러 현장의 공정을 한 번에 입력하기"
    assert (
        section_behind(text(editor, "admin:desk_managedsite_change", world.site.pk)) == "한 현장의 14가지 자료 관리하기"
    )
    assert section_behind(text(approver, "admin:desk-queue")) == "승인할 자료 보기"
    assert section_behind(text(editor, "admin:casework_case_changelist")) == "민원 찾고 맡기"
    assert section_behind(text(editor, "admin:safety-weather")) == "안전 문구를 현장 화면에 띄우기"
    keeper = world.client(Role.ADMINISTRATOR)
    assert section_behind(text(keeper, "admin:casework_route_add")) == "민원이 갈 곳 정하기"


@pytest.mark.parametrize("name", MANUALS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_manual_is_rendered_whole(name: str, language: str) -> None:
    with translation.override(language):
        html = html_of(manual(name, language))
    found = manual(name, language)
    assert re.findall(r'<h2 id="(section-\d+)">', html) == [section.anchor for section in found.sections]
    assert "&lt;" not in html and "**" not in html and "![" not in html and "<!--" not in html
    sources = re.findall(r'<img src="[^"]*/manual/([^"]+)"', html)
    assert len(sources) == len(pictures(name, language))
    for _words, file in pictures(name, language):
        assert finders.find(f"manual/{Path(file).name}") == str(PICTURES / Path(file).name)
    # A document that the desk has not is named without a link.
    assert not re.findall(r'href="[^"]*\.md', html)


def test_nothing_of_a_manual_is_taken_for_markup() -> None:
    hostile = manual("citizen", "en")._replace(text="# T\n\n<script>alert(1)</script> [so](javascript:alert(1))\n")
    html = html_of(hostile)
    assert "<script" not in html and "javascript:alert" not in re.sub(r"\[so\]\(.*?\)", "", html)

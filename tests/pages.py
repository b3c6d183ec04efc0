"""What is asserted of every page."""

import html5lib


def assert_valid_html(html: str) -> None:
    """No parse error by the HTML standard, one h1, no inline style or script; a script of ours only deferred."""
    parser = html5lib.HTMLParser()
    document = parser.parse(html)
    assert parser.errors == []
    names = [element.tag.rpartition("}")[2] for element in document.iter() if isinstance(element.tag, str)]
    assert names.count("h1") == 1
    assert names.count("main") == 1
    assert "style" not in names
    for script in (element for element in document.iter() if str(element.tag).endswith("}script")):
        if script.attrib.get("type") == "application/ld+json":
            continue  # data, which no browser runs
        assert script.attrib["src"].startswith("/static/") and "defer" in script.attrib and not script.text
    assert not [element for element in document.iter() if "style" in element.attrib]
    identifiers = [element.attrib["id"] for element in document.iter() if "id" in element.attrib]
    assert len(identifiers) == len(set(identifiers))

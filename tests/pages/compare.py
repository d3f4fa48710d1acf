"""Compares a page with the document that a browser made of it, and looks at what else the browser did."""

import json
import sys
from html.parser import HTMLParser
from pathlib import Path

# What a page of smtls never has.
ABSENT = {"script", "img", "link", "iframe", "object", "form", "input", "audio", "video", "base"}


class Document(HTMLParser):
    """The elements in order, and all text, but for what the browser adds or leaves out between elements."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.words = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, tuple(sorted((name, value or "") for name, value in attributes))))

    def handle_data(self, data):
        self.words.extend(data.split())


def main():
    folder, name = Path(sys.argv[1]), sys.argv[2]
    written = Document((folder / f"{name}.html").read_text("ascii"))
    shown = Document((folder / f"{name}.dom").read_text("utf-8"))
    # Nothing was moved, closed early or made up.
    assert len(written.elements) > 100, written.elements
    for one, other in zip(written.elements, shown.elements):
        assert one == other, f"{name}: written {one}, shown {other}"
    assert len(written.elements) == len(shown.elements), name
    assert written.words == shown.words, name
    tags = {tag for tag, _ in shown.elements}
    assert not tags & ABSENT, tags & ABSENT
    assert tags >= {"table", "th", "details", "summary", "svg", "rect", "main"}, tags
    if name == "hostile":
        text = " ".join(shown.words)
        assert "<script>document.title='owned'</script>" in text, text
        assert "</code></li></ol></details><h1>owned</h1>" in text, text
        assert "\\xe2\\x80\\xae \\x00" in text, text
    console = (folder / f"{name}.console").read_text()
    assert console == "", console
    assert not asked(folder, name), asked(folder, name)


def asked(folder, name):
    """What was asked for on behalf of the page, by the browser's own log; what it asks for itself has no origin."""
    log = json.loads((folder / f"{name}.net").read_text())
    kind = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    events = [event["params"] for event in log["events"] if event["type"] == kind and "params" in event]
    return {event["url"] for event in events if event.get("initiator", "not an origin") != "not an origin"}


if len(sys.argv) > 3:
    # The other way round: this one must have been asked for.
    assert asked(Path(sys.argv[1]), sys.argv[2]) == {sys.argv[3]}
else:
    main()

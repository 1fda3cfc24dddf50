"""Where a text stands in quotation marks, whatever their form: « », “ ”, „ “, " ", ‘ ’; the outermost pairs only."""

from __future__ import annotations

from collections.abc import Iterator

_CLOSING = {"«": "»", "“": "”", "„": "“", "‘": "’"}
_PARAGRAPH = "\n"


def quoted(text: str) -> list[tuple[int, int]]:
    """(start, end) of what stands between quotation marks, marks left out.

    A quotation over several paragraphs, each opened anew and only the last one closed, gives one span a paragraph.
    """
    found: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split(_PARAGRAPH):
        found += ((offset + start, offset + end) for start, end in _in_paragraph(paragraph))
        offset += len(paragraph) + 1
    return found


def _in_paragraph(text: str) -> Iterator[tuple[int, int]]:
    open_marks: list[tuple[str, int]] = []
    for index, mark in enumerate(text):
        if open_marks and _closes(text, index, open_marks[-1][0]):
            _, start = open_marks.pop()
            if not open_marks:
                yield start + 1, index
        elif (mark in _CLOSING or mark == '"') and _opens(text, index):
            open_marks.append((mark, index))
    if len(open_marks) == 1 and not text[: open_marks[0][1]].strip("—– -\t"):  # closed in a later paragraph
        yield open_marks[0][1] + 1, len(text)


def _opens(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return (not before or not before.isalnum()) and bool(after) and not after.isspace()


def _closes(text: str, index: int, opening: str) -> bool:
    mark = text[index]
    if opening == '"':
        return mark == '"' and not text[index - 1].isspace()
    if opening == "‘":  # ’ is an apostrophe, too: only one behind a stop surely closes
        return mark == "’" and text[index - 1] in ",.!?…" and not text[index + 1 : index + 2].isalnum()
    if opening == "“":
        return mark in '”"' and not text[index - 1].isspace()
    if opening == "„":
        return mark in "“”"
    return mark == _CLOSING[opening]

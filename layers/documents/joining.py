"""Several filled documents as one: agreement first, annexes behind, each as a section with its own header and paper.

Only what the templates may hold is carried over: paragraphs, tables, pictures, headers and footers, lists.  Styles
that the first document has win over those of the same name in the others.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from layers.documents.template import repeatable

_RELATED = (qn("r:id"), qn("r:embed"), qn("r:link"))


def joined(documents: Sequence[bytes], on: date) -> bytes:
    """Return DOCX files as one, in order.

    Parameters
    ----------
    documents : sequence of bytes, at least one
    on : date
        See :func:`layers.documents.template.fill`.
    """
    first = Document(io.BytesIO(documents[0]))
    for number, content in enumerate(documents[1:], start=2):
        _append(first, Document(io.BytesIO(content)), number)
    buffer = io.BytesIO()
    first.save(buffer)
    return repeatable(buffer.getvalue(), on)


def _append(target: Any, other: Any, number: int) -> None:
    body = target.element.body
    end = body.find(qn("w:sectPr"))
    _close_section(body, end)
    _copy_styles(target, other)
    numbers = _copy_lists(target, other, number)
    related: dict[str, str] = {}
    for element in other.element.body:
        taken = copy.deepcopy(element)
        _rewire(taken, target, other, related)
        for one in taken.iter(qn("w:numId")):
            one.set(qn("w:val"), numbers.get(one.get(qn("w:val")), "0"))
        body.append(taken)


def _close_section(body: Any, end: Any) -> None:
    """Put the properties of the last section where those of a section before others stand: in its last paragraph."""
    last = end.getprevious()
    body.remove(end)
    if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        last = OxmlElement("w:p")
        body.append(last)
    properties = last.find(qn("w:pPr"))
    if properties is None:
        properties = OxmlElement("w:pPr")
        last.insert(0, properties)
    # The schema wants it behind all but the mark of a change.
    properties.append(end)


def _rewire(element: Any, target: Any, other: Any, related: dict[str, str]) -> None:
    for one in element.iter():
        for name in _RELATED:
            old = one.get(name)
            if old is not None:
                if old not in related:
                    related[old] = _carried(target, other.part.rels[old])
                one.set(name, related[old])


def _carried(target: Any, relation: Any) -> str:
    """Relate the joined document to a part of the other, and return the relation's id."""
    if relation.is_external:
        return str(target.part.rels.get_or_add_ext_rel(relation.reltype, relation.target_ref))
    part = relation.target_part
    if relation.reltype == REL.IMAGE:
        image = target.part.package.get_or_add_image_part(io.BytesIO(part.blob))
        return str(target.part.relate_to(image, REL.IMAGE))
    stem = {REL.HEADER: "header", REL.FOOTER: "footer"}.get(relation.reltype, "part")
    taken = {str(one.partname) for one in target.part.package.iter_parts()}
    free = next(k for k in range(1, 10_000) if f"/word/{stem}{k}.xml" not in taken)
    part.partname = PackURI(f"/word/{stem}{free}.xml")
    return str(target.part.relate_to(part, relation.reltype))


def _copy_styles(target: Any, other: Any) -> None:
    there = {style.get(qn("w:styleId")) for style in target.styles.element.iter(qn("w:style"))}
    for style in other.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) not in there:
            target.styles.element.append(copy.deepcopy(style))


def _numbering(document: Any) -> Any:
    """Return the part that lists are defined in; None when the document has none."""
    found = [rel.target_part for rel in document.part.rels.values() if rel.reltype == REL.NUMBERING]
    return found[0].element if found else None


def _copy_lists(target: Any, other: Any, number: int) -> dict[str, str]:
    """Carry the definitions of lists over; return old → new number."""
    source = _numbering(other)
    if source is None or not any(True for _ in other.element.body.iter(qn("w:numId"))):
        return {}
    into = target.part.numbering_part.element
    shift = 1000 * number
    first_num = into.find(qn("w:num"))
    for one in source.findall(qn("w:abstractNum")):
        taken = copy.deepcopy(one)
        taken.set(qn("w:abstractNumId"), str(int(one.get(qn("w:abstractNumId"))) + shift))
        if first_num is None:
            into.append(taken)
        else:
            first_num.addprevious(taken)
    numbers = {}
    for one in source.findall(qn("w:num")):
        taken = copy.deepcopy(one)
        old = one.get(qn("w:numId"))
        numbers[old] = str(int(old) + shift)
        taken.set(qn("w:numId"), numbers[old])
        link = taken.find(qn("w:abstractNumId"))
        link.set(qn("w:val"), str(int(link.get(qn("w:val"))) + shift))
        into.append(taken)
    return numbers

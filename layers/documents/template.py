"""Filling a Word template: the office's own layout, the program's facts, and errors that name field and template.

A template is a plain DOCX.  ``{{ field }}`` stands for a fact, ``{%p if … %}`` and ``{%p for … %}`` on paragraphs of
their own, ``{%tr for … %}`` on rows of their own (python-docx-template's marks on Jinja's language).  Word cuts
such marks into runs as it likes; they are put together again before they are read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from layers.errors import TemplateBroken, TemplateFieldUnknown
from layers.export.cells import without_control
from layers.export.files import zipped

#: What a mark looks like once the tags that Word puts inside are gone.
_MARK = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)


@dataclass(frozen=True)
class PictureFact:
    """A picture that a template places with ``{{ … }}``; the widest it may be, and how high."""

    png: bytes
    width_mm: float
    height_mm: float = 0.0


@dataclass(frozen=True)
class Template:
    """A template as bytes, with the name that errors call it by; ``path`` is that of an office's own."""

    name: str
    content: bytes = field(repr=False)
    path: Path | None = None


class _Named(StrictUndefined):
    """Says which field is missing instead of printing nothing."""

    __slots__ = ()

    @property
    def field_name(self) -> str:
        """Return the name as the template wrote it."""
        return str(self._undefined_name)


def fill(template: Template, fields: Mapping[str, Any], on: date) -> bytes:
    """Return a template filled with facts.

    Parameters
    ----------
    template : Template
    fields : mapping
        Texts, numbers, lists and mappings of those, and :class:`PictureFact`.  Control characters are taken out;
        ``<`` and ``&`` are text.
    on : date
        The only date the file carries of itself, so that the same facts give the same bytes.

    Raises
    ------
    TemplateFieldUnknown
        The template asks for a field there is no fact for; ``facts`` name ``field`` and ``path``.
    TemplateBroken
        It is no Word document, or a mark cannot be read; ``facts`` name ``path`` and ``reason``.
    """
    document = _opened(template)
    environment = ImmutableSandboxedEnvironment(undefined=_Named, autoescape=True)
    try:
        document.render(_facts(dict(fields), document), environment)
    except UndefinedError as error:
        raise TemplateFieldUnknown(path=template.name, field=_field_of(error)) from error
    except TemplateSyntaxError as error:
        raise TemplateBroken(path=template.name, reason=_near(error)) from error
    except MemoryError:
        raise
    except Exception as error:  # whatever a mark computes may fail in any way it likes, and the library with it
        raise TemplateBroken(path=template.name, reason=str(error) or type(error).__name__) from error
    buffer = io.BytesIO()
    try:
        document.save(buffer)
        return repeatable(buffer.getvalue(), on)
    except Exception as error:  # parts that were named and are not there
        raise TemplateBroken(path=template.name, reason=str(error) or type(error).__name__) from error


def check(template: Template) -> None:
    """Read a template's marks without filling them.

    Raises
    ------
    TemplateBroken
        See :func:`fill`.
    """
    document = _opened(template)
    try:
        document.get_undeclared_template_variables(ImmutableSandboxedEnvironment())
    except TemplateError as error:
        raise TemplateBroken(path=template.name, reason=str(error)) from error


def repeatable(content: bytes, on: date) -> bytes:
    """Return a DOCX with the clock taken out of its properties and its archive."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    core = members.get("docProps/core.xml")
    if core is not None:
        stamp = rb"\g<1>" + on.isoformat().encode() + b"T00:00:00Z<"
        members["docProps/core.xml"] = re.sub(rb"(W3CDTF\">)[^<]*<", stamp, core)
    return zipped(members, on)


def _opened(template: Template) -> DocxTemplate:
    try:
        document = DocxTemplate(io.BytesIO(template.content))
        document.init_docx()
    except Exception as error:  # the library lets pass whatever zip, XML and package readers raise
        raise TemplateBroken(path=template.name, reason=str(error)) from error
    return document


def _facts(value: Any, document: DocxTemplate) -> Any:
    if isinstance(value, PictureFact):
        height = Mm(value.height_mm) if value.height_mm else None
        return InlineImage(document, io.BytesIO(value.png), width=Mm(value.width_mm), height=height)
    if isinstance(value, Mapping):
        return {str(key): _facts(one, document) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_facts(one, document) for one in value]
    return without_control(value) if isinstance(value, str) else value


def _field_of(error: UndefinedError) -> str:
    """Return the field's name out of Jinja's sentence: the last name it quotes."""
    quoted = re.findall(r"'([^']+)'", str(error))
    named = [one for one in quoted if not one.endswith(" object")]
    return named[-1] if named else str(error)


def _near(error: TemplateSyntaxError) -> str:
    """Return what cannot be read, with the marks of the paragraph it stands in."""
    lines = (error.source or "").splitlines()
    line = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
    marks = _MARK.findall(re.sub(r"<[^>]+>", "", line))
    return f"{error.message}: {' '.join(marks[:3])}" if marks else str(error.message)

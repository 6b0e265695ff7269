"""Every template is opened, filled and read back; an office's edits hold; what cannot be filled is named."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx.shared import Pt

from layers.documents.fields import compose
from layers.documents.kinds import ANNEXES, CLAUSES, FIXED, Annex, Choices, DocumentKind
from layers.documents.library import YEAR_NAMES, Library, copy_out, names
from layers.documents.template import Template, check, fill
from layers.errors import TemplateBroken, TemplateFieldUnknown
from tests.layers.documents.conftest import ON, make_sources
from tests.tools import agreement_templates

LANGUAGES = ("zh_CN", "en")


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    frame = [
        one.text for section in document.sections for one in (*section.header.paragraphs, *section.footer.paragraphs)
    ]
    return "\n".join([*(one.text for one in document.paragraphs), *cells, *frame])


@pytest.fixture(scope="module")
def filled():
    """Language → the fields of a document of every kind."""
    return {
        language: {kind: compose(Choices(kind), make_sources(language)) for kind in DocumentKind}
        for language in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(names()))
def test_each_template_is_filled_and_read_back(filled, language: str, name: str) -> None:
    kind = DocumentKind(name) if name in set(DocumentKind) else DocumentKind.FOREST
    facts = filled[language][kind].fields
    said = text_of(fill(Library(language).template(name), facts, ON))
    assert "{{" not in said and "{%" not in said and "<" not in said
    assert facts["title"] in said and facts["legal"] in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [kind for kind in DocumentKind if CLAUSES[kind]])
def test_clauses_are_numbered_in_a_row_and_left_out_as_chosen(language: str, kind: DocumentKind) -> None:
    every = CLAUSES[kind]
    kept = tuple(code for code in every if code in FIXED) + tuple(code for code in every if code not in FIXED)[:2]
    facts = compose(Choices(kind, clauses=kept), make_sources(language)).fields
    said = text_of(fill(Library(language).template(kind.value), facts, ON))
    numbers = [facts["clause"][code] for code in every if facts["clause"][code]]
    assert len(numbers) == 4 and numbers == (["一", "二", "三", "四"] if language == "zh_CN" else list("1234"))
    titles = agreement_templates.texts(language)
    headings = [re.sub(r"\s+", " ", line) for line in said.splitlines()]
    for code in every:
        title = (titles.get((code, kind.value)) or titles[code, ""])[0]
        number = facts["clause"][code]
        heads = {f"第{number}条 {title}", f"{number}、{title}", f"Article {number} {title}", f"{number} {title}"}
        assert bool(heads & set(headings)) is (code in kept), code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(names()))
def test_text_and_template_agree(language: str, name: str) -> None:
    made = agreement_templates.made(name, language)
    assert Library(language).template(name).content == made, "run python -m tests.tools.agreement_templates"


def test_the_responsibility_clause_names_lead_and_support_and_blanks_stay_visible(sources) -> None:
    found = compose(Choices(DocumentKind.FOREST), sources)
    said = text_of(fill(Library("zh_CN").template("forest"), found.fields, ON))
    assert "怀柔–丰宁 07：由怀柔区牵头，丰宁满族自治县配合。" in said
    assert "________" in said and "【30】" in said
    assert {"编号", "怀柔区的法定代表人或授权人"} <= set(found.missing_texts(sources.words))
    assert (
        "森林草原防灭火工作涉及两个以上行政区域的，有关地方人民政府应当确定联防区域，制定联防制度，建立联防机制。"
        in said
    )


def test_law_is_quoted_as_it_stood_on_the_day() -> None:
    from datetime import date

    before = compose(Choices(DocumentKind.FOREST), make_sources(on=date(2025, 12, 31))).fields["law"]
    after = compose(Choices(DocumentKind.FOREST), make_sources(on=date(2026, 1, 1))).fields["law"]
    assert "森林防火条例" in before["forest"] and "822" in after["forest"]
    assert "第十八条" in after["emergency"] and "第十八条" in before["emergency"]


def test_any_number_of_parties_signs(sources) -> None:
    from dataclasses import replace

    from layers.documents.fields import Party

    many = tuple(Party(f"1101{k:02d}", f"第{k}方单位") for k in range(1, 13))
    found = compose(Choices(DocumentKind.JOINT_RESPONSE), replace(sources, parties=many))
    said = text_of(fill(Library("zh_CN").template("joint_response"), found.fields, ON))
    assert all(said.count(party.name) >= 2 for party in many)  # in the table of parties and at the signatures
    assert found.fields["parties"][9]["label"] == "癸方" and found.fields["parties"][10]["label"] == "11方"
    assert "北京市" in found.fields["superior"]


def test_telephone_numbers_are_left_out_unless_asked_for(sources) -> None:
    for asked in (False, True):
        facts = compose(Choices(DocumentKind.FOREST, with_phones=asked), sources).fields
        annexes = [fill(Library("zh_CN").template(f"annex_{one.value}"), facts, ON) for one in Annex]
        said = "\n".join(text_of(one) for one in annexes)
        assert ("010-69640000" in said) is asked and ("010-2" in said) is asked
        assert "灭火机 40 台" in said


# -- an office edits a template ----------------------------------------------------------------------


def edited(name: str, change) -> Template:
    document = docx.Document(io.BytesIO(Library("zh_CN").template(name).content))
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return Template("ours.docx", buffer.getvalue())


def test_moved_paragraphs_other_fonts_and_split_runs_still_fill(sources) -> None:
    def change(document):
        first = document.paragraphs[0]._p
        document.element.body.insert(6, first)  # the title moves down
        for one in document.paragraphs:
            for run in one.runs:
                run.font.name, run.font.size = "楷体", Pt(15)
            # Word cuts what it checks the spelling of into runs: one letter each.
            if "{{" in one.text and len(one.runs) == 1:
                letters, keep = one.text, one.runs[0]
                keep.text = ""
                for letter in letters:
                    one.add_run(letter)

    facts = compose(Choices(DocumentKind.FOREST), sources).fields
    said = text_of(fill(edited("forest", change), facts, ON))
    assert "{{" not in said and facts["title"] in said and "怀柔–丰宁 07：由怀柔区牵头" in said


def test_a_column_taken_out(sources) -> None:
    def change(document):
        for row in document.tables[0].rows:
            row._tr.remove(row._tr.tc_lst[-1])
        document.tables[0]._tbl.tblGrid.remove(document.tables[0]._tbl.tblGrid.gridCol_lst[-1])

    facts = compose(Choices(DocumentKind.FOREST), sources).fields
    table = docx.Document(io.BytesIO(fill(edited("annex_duties", change), facts, ON))).tables[0]
    assert len(table.columns) == 8 and len(table.rows) == 1 + len(facts["duties"]) > 1


def test_a_table_put_in_by_an_office_is_filled_and_set(sources) -> None:
    from layers.documents.reading import read

    def change(document):
        table = document.add_table(rows=4, cols=2)
        for cell, text in zip(
            (cell for row in table.rows for cell in row.cells),
            (
                "单位",
                "代码",
                "{%tr for party in parties %}",
                "",
                "{{ party.name }}",
                "{{ party.code }}",
                "{%tr endfor %}",
                "",
            ),
            strict=True,
        ):
            cell.text = text
        fixed = document.add_table(rows=1, cols=2)
        fixed.rows[0].cells[0].text, fixed.rows[0].cells[1].text = "承办", "{{ maker }}"

    facts = compose(Choices(DocumentKind.FOREST), sources).fields
    content = fill(edited("forest", change), facts, ON)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(content)).tables[-2].rows]
    assert rows == [["单位", "代码"], ["怀柔区", "110116"], ["丰宁满族自治县", "130826"]]
    assert read(content, ON, language="zh_CN").document.blocks[-1].rows == (("承办", facts["maker"]),)


def test_an_unknown_field_names_field_and_template(sources) -> None:
    template = edited("forest", lambda document: document.add_paragraph("{{ parteis_text }}"))
    with pytest.raises(TemplateFieldUnknown) as caught:
        fill(template, compose(Choices(DocumentKind.FOREST), sources).fields, ON)
    assert caught.value.facts == {"path": "ours.docx", "field": "parteis_text"}
    assert "parteis_text" in str(caught.value) and "ours.docx" in str(caught.value)


def test_an_unknown_part_of_a_field_is_named_too(sources) -> None:
    template = edited("forest", lambda document: document.add_paragraph("{{ law.forrest }}"))
    with pytest.raises(TemplateFieldUnknown) as caught:
        fill(template, compose(Choices(DocumentKind.FOREST), sources).fields, ON)
    assert caught.value.facts["field"] == "forrest"


@pytest.mark.parametrize("mark", ["{%p if zones %}", "{{ title", "{% for %}"])
def test_a_broken_mark_names_the_template(sources, mark: str) -> None:
    template = edited("forest", lambda document: document.add_paragraph(mark + " {{ blank }}"))
    with pytest.raises(TemplateBroken) as caught:
        fill(template, compose(Choices(DocumentKind.FOREST), sources).fields, ON)
    assert caught.value.facts["path"] == "ours.docx"


def test_what_is_no_word_document_is_said() -> None:
    with pytest.raises(TemplateBroken):
        check(Template("x.docx", b"not a zip"))


@pytest.mark.parametrize("code", ["{{ title.__class__.__mro__ }}", "{{ parties.append(1) }}"])
def test_a_template_runs_nothing(sources, code: str) -> None:
    template = edited("village", lambda document: document.add_paragraph(code))
    with pytest.raises((TemplateBroken, TemplateFieldUnknown)):
        fill(template, compose(Choices(DocumentKind.VILLAGE), sources).fields, ON)


def test_names_with_marks_of_markup_are_text(sources) -> None:
    facts = compose(Choices(DocumentKind.FOREST, title="<w:p> & {{ blank }} \x07"), sources).fields
    assert "<w:p> & {{ blank }} " in text_of(fill(Library("zh_CN").template("forest"), facts, ON))


def test_the_same_facts_give_the_same_bytes(sources) -> None:
    facts = compose(Choices(DocumentKind.FOREST), sources).fields
    template = Library("zh_CN").template("annex_coordinates")
    assert fill(template, facts, ON) == fill(template, facts, ON)


def test_an_office_gets_copies_and_its_own_win(tmp_path, sources) -> None:
    written = copy_out(tmp_path)
    assert len(written) == 2 * (len(DocumentKind) + len(ANNEXES) + len(YEAR_NAMES))
    own = edited("village", lambda document: document.add_paragraph("本县补充条款"))
    (tmp_path / "zh_CN" / "village.docx").write_bytes(own.content)
    assert copy_out(tmp_path) == []
    facts = compose(Choices(DocumentKind.VILLAGE, annexes=()), sources).fields
    said = text_of(fill(Library("zh_CN", tmp_path).template("village"), facts, ON))
    assert "本县补充条款" in said


def test_the_guide_names_every_field(sources) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "documents.md").read_text(encoding="utf-8")
    facts = compose(Choices(DocumentKind.FOREST), sources).fields
    for name, value in facts.items():
        assert f"`{name}" in guide, name
        rows = value if isinstance(value, list) else []
        for key in rows[0] if rows and isinstance(rows[0], dict) else ():
            assert f"`{key}`" in guide, f"{name}: {key}"

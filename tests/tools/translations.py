"""Keep the catalogues in step with the source: ``python -m tests.tools.translations update|check``.

``update`` finds every string given to ``tr``, ``translate``, ``mark`` or ``QT_TRANSLATE_NOOP`` below ``app``,
takes the translations from ``zh_CN.ts`` and from ``parts/*.json`` (``{"Context": {"source": "译文"}}``,
a convenience for writing many at once), writes both ``.ts`` files and compiles them with PySide6's own
``lrelease``.  ``check`` changes nothing and fails on strings that are untranslated or stale.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
CHINESE = FOLDER / "zh_CN.ts"
ENGLISH = FOLDER / "en.ts"  # plural forms only


@dataclass(frozen=True)
class Source:
    """One string as the program asks for it."""

    context: str
    text: str
    is_plural: bool = False


class UnusableCall(Exception):
    """A string that no tool can find: not a literal."""


def sources(folder: Path = ROOT / "app") -> dict[tuple[str, str], Source]:
    """Return every translatable string below a folder by context and text."""
    found: dict[tuple[str, str], Source] = {}
    for path in sorted(folder.rglob("*.py")):
        for source in _in_file(path):
            key = (source.context, source.text)
            if key not in found or source.is_plural:
                found[key] = source
    return found


def _in_file(path: Path) -> Iterator[Source]:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    helpers = _helpers(tree)
    if "from app.qtcore import" in text:
        helpers["tr"] = "cli"
    yield from _walk(tree, helpers, "", path)


def _helpers(tree: ast.AST) -> dict[str, str]:
    """Return functions that hand their first argument to ``translate``: name → context."""
    found = {}
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or not function.args.args:
            continue
        first = function.args.args[0].arg
        for call in ast.walk(function):
            if (
                isinstance(call, ast.Call)
                and getattr(call.func, "attr", "") == "translate"
                and len(call.args) >= 2
                and isinstance(call.args[0], ast.Constant)
                and isinstance(call.args[1], ast.Name)
                and call.args[1].id == first
            ):
                found[function.name] = str(call.args[0].value)
    return found


def _walk(node: ast.AST, helpers: dict[str, str], class_name: str, path: Path) -> Iterator[Source]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else class_name
        if isinstance(child, ast.Call):
            source = _source(child, helpers, class_name, path)
            if source is not None:
                yield source
        yield from _walk(child, helpers, inner, path)


def _source(call: ast.Call, helpers: dict[str, str], class_name: str, path: Path) -> Source | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    where = f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{call.lineno}"
    if isinstance(call.func, ast.Name) and name in helpers:
        first = call.args[0] if call.args else None
        return _marked(helpers[name], str(first.value)) if isinstance(first, ast.Constant) else None
    if name == "tr" and call.args and isinstance(call.func, ast.Attribute):
        return Source(class_name, _literal(call.args[0], where), is_plural=len(call.args) >= 3)
    if name in {"mark", "QT_TRANSLATE_NOOP"}:
        return _marked(_literal(call.args[0], where), _literal(call.args[1], where))
    if name == "translate" and len(call.args) >= 2 and isinstance(call.args[1], ast.Constant):
        return Source(_literal(call.args[0], where), _literal(call.args[1], where), is_plural=len(call.args) >= 4)
    return None


def _marked(context: str, text: str) -> Source:
    """A text that is marked here and counted elsewhere says so itself."""
    return Source(context, text, is_plural="%n" in text)


def _literal(node: ast.expr, where: str) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise UnusableCall(f"{where}: translated text must be a plain literal")


def read_catalogue(path: Path) -> dict[tuple[str, str], list[str]]:
    """Return context and source → translations (several for plurals) of a ``.ts`` file."""
    found: dict[tuple[str, str], list[str]] = {}
    if not path.exists():
        return found
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None:
                continue
            forms = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
            if any(forms):
                found[(name, message.findtext("source", ""))] = forms
    return found


def read_parts(folder: Path = FOLDER / "parts", language: str = "zh_CN") -> dict[tuple[str, str], list[str]]:
    """Return the translations of the JSON files; names ending ``.en.json`` hold English plurals."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(folder.glob("*.json")) if folder.exists() else []:
        if path.name.endswith(".en.json") is not (language == "en"):
            continue
        for context, strings in json.loads(path.read_text(encoding="utf-8")).items():
            for source, text in strings.items():
                found[(context, source)] = text if isinstance(text, list) else [text]
    return found


def write_catalogue(path: Path, language: str, strings: dict[tuple[str, str], tuple[Source, list[str]]]) -> None:
    """Write a ``.ts`` file, contexts and strings in alphabetical order."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for (name, text), (source, forms) in sorted(strings.items()):
        if name not in contexts:
            contexts[name] = ET.SubElement(root, "context")
            ET.SubElement(contexts[name], "name").text = name
        message = ET.SubElement(contexts[name], "message", {"numerus": "yes"} if source.is_plural else {})
        ET.SubElement(message, "source").text = text
        translation = ET.SubElement(message, "translation")
        if not any(forms):
            translation.set("type", "unfinished")
        if source.is_plural:
            for form in forms or [""]:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = forms[0] if forms else ""
    ET.indent(root, " " * 4)
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_catalogue(path: Path, target: Path) -> None:
    """Compile a ``.ts`` file with PySide6's lrelease.

    A running program has the old file mapped into its memory: it is replaced, never written into.
    """
    import PySide6

    folder = Path(PySide6.__file__).parent
    tool = next(candidate for candidate in (folder / "lrelease", folder / "lrelease.exe") if candidate.exists())
    fresh = target.with_name(f".{target.name}.tmp")
    subprocess.run([tool, "-silent", "-nounfinished", path, "-qm", fresh], check=True)
    fresh.replace(target)


def update() -> list[str]:
    """Write and compile both catalogues; return what is still untranslated."""
    wanted = sources()
    chinese = _for(wanted, {**read_catalogue(CHINESE), **read_parts()})
    english = _for(wanted, {**read_catalogue(ENGLISH), **read_parts(language="en")})
    write_catalogue(CHINESE, "zh_CN", {key: (source, chinese.get(key, [])) for key, source in wanted.items()})
    plurals = {key: (source, english.get(key, [])) for key, source in wanted.items() if source.is_plural}
    write_catalogue(ENGLISH, "en", plurals)
    for path in (CHINESE, ENGLISH):
        compile_catalogue(path, path.with_suffix(".qm"))
    return problems()


def _for(
    wanted: Iterable[tuple[str, str]], known: dict[tuple[str, str], list[str]]
) -> dict[tuple[str, str], list[str]]:
    """Return translations of what is wanted; the context ``*`` of a part serves every context without its own."""
    found = {(context, text): known.get((context, text)) or known.get(("*", text), []) for context, text in wanted}
    return {key: forms for key, forms in found.items() if forms}


def problems() -> list[str]:
    """Return what is wrong with the catalogues, one line each."""
    wanted = sources()
    chinese, english = read_catalogue(CHINESE), read_catalogue(ENGLISH)
    found = [f"untranslated: {context}: {text}" for context, text in wanted if (context, text) not in chinese]
    found += [f"stale: {context}: {text}" for context, text in chinese if (context, text) not in wanted]
    plurals = {key for key, source in wanted.items() if source.is_plural}
    found += [
        f"without English plural: {context}: {text}"
        for context, text in plurals
        if len(english.get((context, text), [])) != 2
    ]
    return sorted(found)


def main() -> int:
    """Run one of the two commands."""
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command not in {"update", "check"}:
        print(__doc__)
        return 2
    left = update() if command == "update" else problems()
    print("\n".join(left) or "all strings are translated")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

"""The list of kernels that the box compiles ahead (``.ci/handout/kernels.json``) is what the program calls."""

import ast
import importlib
import json
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
LIST = json.loads((ROOT / ".ci" / "handout" / "kernels.json").read_text(encoding="utf-8"))


def is_compiled(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any("njit" in ast.dump(one) for one in node.decorator_list)


def calls(node: ast.AST) -> set[str]:
    """Names that are called in what is not compiled."""
    found = set()
    for child in ast.iter_child_nodes(node):
        if is_compiled(child):
            continue
        if isinstance(child, ast.Call):
            function = child.func
            found.add(function.id if isinstance(function, ast.Name) else getattr(function, "attr", ""))
        found |= calls(child)
    return found


def test_every_kernel_that_python_calls_is_in_the_list_with_all_its_arguments() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "layers").rglob("*.py")}
    wanted = {}
    for path, tree in trees.items():
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for kernel in filter(is_compiled, ast.walk(tree)):
            users = [path] if kernel.name.startswith("_") else trees
            near = [
                trees[user] for user in users if user == path or module.rpartition(".")[2] in user.read_text("utf-8")
            ]
            if any(kernel.name in calls(one) for one in near):
                wanted[f"{module}.{kernel.name}"] = len(kernel.args.args)
    assert {name: len(words) for name, words in LIST.items()} == wanted


@pytest.mark.parametrize("name", ["layers.lookout.sight._bilinear", "layers.patrol.flow._first_met"])
def test_what_a_kernel_was_compiled_for_here_is_what_the_list_says(name: str) -> None:
    module, _, kernel = name.rpartition(".")
    function = getattr(importlib.import_module(module), kernel)
    made = [np.ones((2, 2), np.float32), 0.5, 0.5] if kernel == "_bilinear" else None
    if made is None:
        made = [np.array([0, 0]), np.array([0, 1]), np.array([True, False])]
    function(*made)
    arrays = [f"{one.dtype}[{':,' * (one.ndim - 1)}::1]" if isinstance(one, np.ndarray) else "float64" for one in made]
    assert LIST[name] == arrays

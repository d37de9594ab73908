"""The strings that stand below fields and members in the source, for what is generated from the types."""

from __future__ import annotations

import ast
import inspect
import textwrap


def field_docs(kind: type) -> dict[str, str]:
    """By name, on one line each; those without a string are left out."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    docs: dict[str, str] = {}
    for index, below in enumerate(body.body[1:]):
        name = _name(body.body[index])
        if name and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            docs[name] = " ".join(str(below.value.value).split())
    return docs


def _name(statement: ast.stmt) -> str:
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return statement.target.id
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    return ""

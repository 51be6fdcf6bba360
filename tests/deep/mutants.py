"""Small faults put into a module's source, one at a time, without touching its file.

Written by hand because the tools that exist rewrite the source tree in place or want a copy of it; this one
compiles the faulty module in the process that tests it, so an interrupted run leaves nothing behind.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

COMPARED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
COMPUTED = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip
WORDS = (
    ("__lte", "__lt"), ("__gte", "__gt"), ("__gt", "__gte"), ("__isnull", "__gt"),
    (" AND ", " OR "), (" OR ", " AND "), ("IS NULL", "IS NOT NULL"),
    ("NOT (", "("), ("<>", "="), ("'%%'", "''"),
)  # fmt: skip
CONDITIONS = ("filter", "exclude", "Q")  # calls of which each argument narrows what is found


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault: its number in the module, the line, and the code before and after."""

    number: int
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        return f"line {self.line}: `{self.before}` became `{self.after}`"


class Mutator(ast.NodeTransformer):
    """Counts every fault that can be put into a tree, and puts in the one whose number is wanted."""

    def __init__(self, wanted: int | None = None) -> None:
        self.wanted = wanted
        self.found: list[Mutant] = []

    def offer(self, node: Any, *others: ast.AST) -> Any:
        """Return the node, or the other one that is wanted."""
        chosen = node
        for other in others:
            ast.copy_location(other, node)
            ast.fix_missing_locations(other)
            number = len(self.found)
            self.found.append(Mutant(number, node.lineno, _short(node), _short(other)))
            if number == self.wanted:
                chosen = other
        return chosen

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        # Types and decorators decide nothing; a docstring neither.
        node.body = [self.visit(line) for line in node.body]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> Any:
        node.body = [self.visit(line) for line in node.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Raise(self, node: ast.Raise) -> Any:
        return self.offer(node, ast.Pass())

    def visit_Expr(self, node: ast.Expr) -> Any:
        if isinstance(node.value, ast.Constant):
            return node
        copied = self.generic_visit(node)
        return self.offer(copied, ast.Pass())

    def visit_If(self, node: ast.If) -> Any:
        return node if _short(node.test) == "TYPE_CHECKING" else self._negate(node)

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self._negate(node)

    def visit_While(self, node: ast.While) -> Any:
        return self._negate(node)

    def _negate(self, node: Any) -> Any:
        if not isinstance(node.test, ast.Compare):
            negated = ast.UnaryOp(ast.Not(), node.test)
            self.generic_visit(node)
            node.test = self.offer(node.test, negated)
            return node
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> Any:
        self.generic_visit(node)
        others = []
        for at, operator in enumerate(node.ops):
            if swapped := COMPARED.get(type(operator)):
                ops = [*node.ops[:at], swapped(), *node.ops[at + 1 :]]
                others.append(ast.Compare(node.left, ops, node.comparators))
        return self.offer(node, *others)

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        self.generic_visit(node)
        swapped = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        return self.offer(node, ast.BoolOp(swapped, node.values))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        self.generic_visit(node)
        swapped = COMPUTED.get(type(node.op))
        return self.offer(node, ast.BinOp(node.left, swapped(), node.right)) if swapped else node

    def visit_AugAssign(self, node: ast.AugAssign) -> Any:
        self.generic_visit(node)
        return self.offer(node, ast.Pass())

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        self.generic_visit(node)
        return self.offer(node, node.operand)

    def visit_Constant(self, node: ast.Constant) -> Any:
        value = node.value
        if isinstance(value, bool):
            return self.offer(node, ast.Constant(not value))
        if isinstance(value, int | float):
            return self.offer(node, ast.Constant(value + 1))
        if isinstance(value, str):
            changed = [value.replace(old, new, 1) for old, new in WORDS if old in value]
            return self.offer(node, *(ast.Constant(words) for words in dict.fromkeys(changed)))
        return node

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called not in CONDITIONS or len(node.args) + len(node.keywords) < 2:
            return node
        less: list[ast.AST] = [
            ast.Call(node.func, node.args[:at] + node.args[at + 1 :], node.keywords)
            for at in range(len(node.args))
        ]
        less += [
            ast.Call(node.func, node.args, node.keywords[:at] + node.keywords[at + 1 :])
            for at in range(len(node.keywords))
        ]
        return self.offer(node, *less)


def _short(node: ast.AST) -> str:
    words = " ".join(ast.unparse(node).split())
    return words if len(words) <= 90 else f"{words[:87]}..."


def mutants_of(source: str) -> list[Mutant]:
    """Return every fault that the source can be given, in a stable order."""
    counter = Mutator()
    counter.visit(ast.parse(source))
    return counter.found


def mutated(source: str, number: int) -> ast.Module:
    """Return the source's tree with one fault in it."""
    tree: ast.Module = Mutator(number).visit(ast.parse(source))
    return ast.fix_missing_locations(tree)


class Faulty(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers the import of one module with a faulty one."""

    def __init__(self, module: str, path: Path, number: int) -> None:
        self.module, self.path, self.number = module, path, number

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != self.module:
            return None
        return importlib.machinery.ModuleSpec(name, self, origin=str(self.path))

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(compile(mutated(self.path.read_text("utf-8"), self.number), self.path, "exec"), module.__dict__)  # noqa: S102

    def install(self) -> None:
        sys.meta_path.insert(0, self)

"""A YAML or JSON document whose every piece knows its line, so that a fault can be named where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, cast

import yaml

from handrail.cooperate.domain.mapping import MappingProblem, MappingRefused

LONGEST_DOCUMENT = 256_000
_TRUE, _FALSE = ("true", "yes"), ("false", "no")


@dataclass(slots=True)
class Node:
    """A piece of the document with its line. Scalars stay text: NO is Norway here, never "false"."""

    line: int
    path: str
    value: Any


@dataclass(slots=True)
class Document:
    root: Node
    problems: list[MappingProblem] = field(default_factory=list)

    @classmethod
    def parse(cls, text: str) -> Document:
        if len(text) > LONGEST_DOCUMENT:
            raise MappingRefused(
                (MappingProblem("line 1", "The mapping is too long.", "Keep it under 256 kB."),)
            )
        try:
            # An anchor could make a small text stand for millions of entries: no mapping needs one.
            if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
                problem = MappingProblem("line 1", "The mapping uses a YAML alias (*name).", "Write it out.")
                raise MappingRefused((problem,))
            composed = yaml.compose(text, yaml.SafeLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f"line {mark.line + 1}" if mark else "line 1"
            why = str(getattr(error, "problem", None) or "This is not YAML or JSON.")
            raise MappingRefused(
                (MappingProblem(where, why, "Check the indentation and the quotes."),)
            ) from error
        except RecursionError as error:
            raise MappingRefused(
                (MappingProblem("line 1", "It is nested too deep.", "Flatten it."),)
            ) from error
        document = cls(Node(1, "", {}))
        if not isinstance(composed, yaml.MappingNode):
            raise MappingRefused(
                (MappingProblem("line 1", "This is not a mapping.", "Begin with handrail-mapping: 1"),)
            )
        document.root = document._convert(composed, "")
        return document

    def _convert(self, node: yaml.Node, path: str) -> Node:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            entries: dict[str, Node] = {}
            for key_node, value_node in node.value:
                key = str(key_node.value)
                inner = f"{path} / {key}" if path else key
                if key in entries:
                    self.say(
                        Node(key_node.start_mark.line + 1, inner, None),
                        "This key is given twice.",
                        "Keep one.",
                    )
                entries[key] = self._convert(value_node, inner)
            return Node(line, path, entries)
        if isinstance(node, yaml.SequenceNode):
            return Node(line, path, [self._convert(item, path) for item in node.value])
        plain = isinstance(node, yaml.ScalarNode) and node.style is None
        null = plain and node.value in ("", "~", "null")
        return Node(line, path, None if null else node.value)

    def say(self, node: Node, why: str, mend: str) -> None:
        where = f"line {node.line}, {node.path}" if node.path else f"line {node.line}"
        self.problems.append(MappingProblem(where, why, mend))

    def text(self, node: Node | None, default: str = "") -> str:
        if node is None or node.value is None:
            return default
        if not isinstance(node.value, str):
            self.say(node, "A text is expected here.", "Write one word or sentence.")
            return default
        return node.value

    def texts(self, node: Node | None, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        if node is None:
            return default
        if isinstance(node.value, list):
            return tuple(self.text(item) for item in node.value)
        return (self.text(node),)

    def entries(self, node: Node | None) -> dict[str, Node]:
        if node is None or node.value is None:
            return {}
        if not isinstance(node.value, dict):
            self.say(node, "Names with values are expected here.", "Write “name: value” lines.")
            return {}
        return cast(dict[str, Node], node.value)

    def choice(self, node: Node | None, allowed: tuple[str, ...], default: str) -> str:
        text = self.text(node, default)
        if text not in allowed:
            assert node is not None
            self.say(
                node,
                f"“{text}” is not known here.",
                "Use one of: " + ", ".join(a for a in allowed if a) + ".",
            )
            return default
        return text

    def number(self, node: Node | None, default: int) -> int:
        text = self.text(node, str(default))
        if not text.isdecimal() or len(text) > 7:
            assert node is not None
            self.say(node, f"“{text}” is not a number.", "Write digits only.")
            return default
        return int(text)

    def true_or_false(self, node: Node | None, default: bool) -> bool:
        text = self.text(node, "true" if default else "false").lower()
        if text not in _TRUE + _FALSE:
            assert node is not None
            self.say(node, f"“{text}” is neither true nor false.", "Write true or false.")
        return text in _TRUE

    def only_keys(self, node: Node, allowed: tuple[str, ...]) -> None:
        for key, value in self.entries(node).items():
            if key not in allowed:
                self.say(value, f"The key “{key}” is not known.", "Use one of: " + ", ".join(allowed) + ".")

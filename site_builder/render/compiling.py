"""Templates into code for views of frozen records: fields are read as attributes, pieces stand where they are included.

Jinja2 writes code for whatever a name may turn out to be. Here a dot always reads an attribute, text is shown by one
function that remembers what it was asked, and an included piece is compiled into its page: that halves what a page costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from jinja2 import Environment, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Node
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from site_builder.harmless import harmless
from site_builder.render.words import Words

PLAIN = frozenset({"_", "gettext", "ngettext", "pgettext", "asset"})
"""Functions of every template that need nothing of Jinja2's when they are called."""
REMEMBERED = 1 << 14
"""How many texts are remembered as shown, in each process."""
DEEPEST = 8
"""How deep pieces may include each other and still be compiled into their page."""


def shower() -> Callable[[Any], str]:
    """What shows a value in HTML: text escaped and without characters that command, ready-made markup as it is."""
    known: dict[str, str] = {}

    def shown(value: Any) -> str:  # noqa: ANN401 - whatever a template shows
        if type(value) is not str:
            return value if type(value) is Markup else str(escape(harmless(value)))
        found = known.get(value)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            found = known[value] = str(escape(harmless(value)))
        return found

    return shown


def speak(environment: Environment, says: Words) -> None:
    """Gives templates the site's words; what is said with the same values comes back."""

    @lru_cache(REMEMBERED)
    def gettext(message: str, **variables: object) -> str:
        return Markup(says.gettext(message)) % variables  # noqa: S704 -- the site's own words

    @lru_cache(REMEMBERED)
    def ngettext(singular: str, plural: str, number: int, **variables: object) -> str:
        found = Markup(says.ngettext(singular, plural, number))  # noqa: S704 -- the site's own words
        return found % {"num": number, **variables}

    @lru_cache(REMEMBERED)
    def pgettext(context: str, message: str, **variables: object) -> str:
        return Markup(says.pgettext(context, message)) % variables  # noqa: S704 -- the site's own words

    environment.globals.update({"_": gettext, "gettext": gettext, "ngettext": ngettext, "pgettext": pgettext})


class RecordCode(CodeGenerator):
    """The code of one template."""

    def write_commons(self) -> None:
        self.writeline("shown = environment.shown")
        super().write_commons()

    def blockvisit(self, nodes: Iterable[Node], frame: Frame) -> None:
        """A block hands on what it shows in one piece: its pieces would pass through every template around it."""
        whole = frame.block_frame and frame.buffer is None
        if whole:
            self.buffer(frame)
        super().blockvisit(nodes, frame)
        if whole:
            self.writeline(f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        if isinstance(node.node, nodes.Name) and node.node.name == "self":  # the blocks of the template
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        if node.expr2 is None:  # nothing, without making an object that says so
            node = nodes.CondExpr(node.test, node.expr1, nodes.Const("", lineno=node.lineno), lineno=node.lineno)
        super().visit_CondExpr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        direct = isinstance(node.node, nodes.Name) and node.node.name in PLAIN
        if not direct or forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        del node, frame, finalize
        self.write("shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401
        del node, frame, finalize
        self.write(")")


class RecordEnvironment(Environment):
    """Templates of records. `shown`: what shows a value."""

    code_generator_class = RecordCode

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of Jinja2
        super().__init__(**options)
        self.shown = shower()

    def _generate(self, source: nodes.Template, *rest: Any, **options: Any) -> str:  # noqa: ANN401 - as Jinja2 hands them on
        return super()._generate(_Pieces(self).visit(source), *rest, **options)


_OF_THEIR_OWN: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Block, nodes.Import, nodes.FromImport, nodes.Macro)
"""What makes a piece a template of its own."""


class _Pieces(NodeTransformer):
    """Puts pieces in the place where they are included; what it cannot, it leaves to be included when the page is made."""

    def __init__(self, environment: Environment, depth: int = 0) -> None:
        self._environment = environment
        self._depth = depth

    def visit_Include(self, node: nodes.Include) -> nodes.Node:  # noqa: N802 - Jinja2's name
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        loader = self._environment.loader
        plain = node.with_context and not node.ignore_missing
        if not isinstance(name, str) or not plain or loader is None or self._depth > DEEPEST:
            return node
        try:
            source, filename, _ = loader.get_source(self._environment, name)
        except TemplateNotFound:
            return node
        piece = self._environment.parse(source, name, filename)
        if any(piece.find(kind) is not None for kind in _OF_THEIR_OWN):
            return node
        # What goes wrong in the piece is reported at the line that includes it.
        piece.set_lineno(node.lineno, override=True)
        inner = _Pieces(self._environment, self._depth + 1).visit(piece)
        return nodes.Scope(inner.body, lineno=node.lineno)

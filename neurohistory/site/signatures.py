"""The reference shows the constructor that `neurohistory.parameters` makes of a class's fields.

mkdocstrings reads the source without running it, and so sees the fields and no constructor.  This
extension of griffe, its reader, writes the constructor in.  In ``mkdocs.yml`` it stands among the
options of mkdocstrings, under ``extensions``.
"""

from __future__ import annotations

from typing import Any

import griffe

__all__ = ["ParameterFields"]

_BASE = "neurohistory.parameters.Parameters"


class ParameterFields(griffe.Extension):
    """Gives each class whose parameters are fields a constructor that takes them."""

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        _visit(pkg)


def _visit(module: griffe.Module) -> None:
    for member in list(module.members.values()):
        if isinstance(member, griffe.Module):
            _visit(member)
        elif isinstance(member, griffe.Class) and _has_fields(member):
            member.set_member("__init__", _constructor(member))


def _has_fields(cls: griffe.Class) -> bool:
    return "__init__" not in cls.members and any(base.canonical_path == _BASE for base in cls.mro())


def _constructor(cls: griffe.Class) -> griffe.Function:
    taken = griffe.ParameterKind.positional_or_keyword
    fields = [
        griffe.Parameter(field.name, annotation=field.annotation, kind=taken, default=field.value)
        for field in cls.members.values()
        if isinstance(field, griffe.Attribute)
        and field.annotation is not None
        and "instance-attribute" in field.labels  # and not a ClassVar
    ]
    parameters = griffe.Parameters(griffe.Parameter("self", kind=taken), *fields)
    return griffe.Function("__init__", parent=cls, parameters=parameters, returns="None")

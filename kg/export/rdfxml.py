"""RDF/XML: the whole graph, subjects in the order of their IRIs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.correct import Outcome
from kg.errors import ExportError
from kg.export.turtle import build_graph, group_subjects
from kg.iris import DEFAULT_BASE
from kg.records import Extraction
from kg.vocab import PREFIXES, XSD

#: Characters that XML 1.0 cannot carry, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
#: A bare carriage return would come back as a line feed.
_CARRIAGE_RETURN = {"\r": "&#13;"}


def write_rdfxml(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write both layers of the graph; a character that XML forbids becomes U+FFFD."""
    spaces = "".join(f"\n    xmlns:{prefix}={quoteattr(name)}" for prefix, name in PREFIXES.items())
    stream.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for subject, properties in group_subjects(build_graph(extractions, base, outcomes)):
        stream.write(f"<rdf:Description rdf:about={quoteattr(subject)}>\n".encode())
        for predicate, objects in properties:
            name = _qualify(predicate)
            lines = sorted(f"  <{name}{_write(object_)}\n" for object_ in objects)
            stream.write("".join(line.replace("</>", f"</{name}>") for line in lines).encode())
        stream.write(b"</rdf:Description>\n")
    stream.write(b"</rdf:RDF>\n")


def _write(term: Node) -> str:
    """All of a property's element but its name; ``</>`` stands for the end tag."""
    if isinstance(term, URIRef):
        return f" rdf:resource={quoteattr(term)}/>"
    if not isinstance(term, Literal):
        raise ExportError(f"{term!r}: a graph with blank nodes cannot be written; name the node")
    kind = ""
    if term.language:
        kind = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype not in (None, XSD.string):
        kind = f" rdf:datatype={quoteattr(term.datatype)}"
    return f"{kind}>{escape(_NOT_XML.sub(chr(0xFFFD), term), _CARRIAGE_RETURN)}</>"


def _qualify(predicate: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if predicate.startswith(namespace) and _NAME.fullmatch(predicate, len(namespace)):
            return f"{prefix}:{predicate[len(namespace) :]}"
    raise ExportError(f"{predicate}: no prefix is known for this property; write turtle instead")

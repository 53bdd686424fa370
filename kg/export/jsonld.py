"""JSON-LD: the whole graph, nodes in the order of their IRIs, under names that people can read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO, Any

from rdflib import Literal, URIRef
from rdflib.term import Node

from kg.correct import Outcome
from kg.errors import ExportError
from kg.export.turtle import build_graph, group_subjects
from kg.iris import DEFAULT_BASE, VOCABULARY
from kg.records import Extraction
from kg.vocab import PREFIXES, RDF, XSD

_IRI, _CONCEPT = "@id", "@vocab"


def _ours(kind: str, names: str) -> dict[str, tuple[str, str | None]]:
    """Properties of our own vocabulary, under their own names."""
    return {name: (f"kg:{name}", kind) for name in names.split()}


#: Readable name -> the property, and what its values are: IRIs, terms of ours, or a datatype.
_PROPERTIES: dict[str, tuple[str, str | None]] = {
    # Things
    "label": ("rdfs:label", None),
    "altLabel": ("skos:altLabel", None),
    "name": ("schema:name", None),
    "sameAs": ("owl:sameAs", _IRI),
    "identifier": ("dcterms:identifier", None),
    "comment": ("rdfs:comment", None),
    "about": ("schema:about", _IRI),
    # Articles and their sentences
    "headline": ("schema:headline", None),
    "language": ("schema:inLanguage", None),
    "datePublished": ("schema:datePublished", "xsd:date"),
    "publisher": ("schema:publisher", _IRI),
    "url": ("schema:url", "xsd:anyURI"),
    "mentions": ("schema:mentions", _IRI),
    "article": ("nif:referenceContext", _IRI),
    "begin": ("nif:beginIndex", "xsd:nonNegativeInteger"),
    "end": ("nif:endIndex", "xsd:nonNegativeInteger"),
    "quote": ("nif:anchorOf", None),
    # Claims, positions, edges
    **_ours(_IRI, "assertedBy correctedBy edge endedBy entity evidence firstClaim holder latestClaim"),
    **_ours(_IRI, "object post replaces sameStoryAs story subject target topic"),
    **_ours(_IRI, "candidateFor hasBeenCandidateFor hasHeld hasOpposed hasSupported opposes"),
    **_ours(_IRI, "succeeds supports"),
    **_ours(_CONCEPT, "aspect modality relation stance"),
    **_ours("xsd:date", "asOf date from latestDate since until"),
    **_ours("xsd:decimal", "confidence"),
    # Ties
    "holds": ("org:holds", _IRI),
    "memberOf": ("org:memberOf", _IRI),
    "member": ("org:member", _IRI),
    "organization": ("org:organization", _IRI),
    "postIn": ("org:postIn", _IRI),
    "isPartOf": ("dcterms:isPartOf", _IRI),
    # Where it is from
    "source": ("prov:hadPrimarySource", _IRI),
    "derivedFrom": ("prov:wasDerivedFrom", _IRI),
    "generatedBy": ("prov:wasGeneratedBy", _IRI),
    "associatedWith": ("prov:wasAssociatedWith", _IRI),
    "revisionOf": ("prov:wasRevisionOf", _IRI),
    "used": ("prov:used", _IRI),
}
_CLASSES = {
    "NewsArticle": "schema:NewsArticle",
    "NewsMediaOrganization": "schema:NewsMediaOrganization",
    "Person": "schema:Person",
    "Country": "schema:Country",
    "Organization": "schema:Organization",
    "Place": "schema:Place",
    "Post": "org:Post",
    "Membership": "org:Membership",
    "Sentence": "nif:OffsetBasedString",
    "Activity": "prov:Activity",
    "SoftwareAgent": "prov:SoftwareAgent",
    "Dataset": "void:Dataset",
}
#: Classes and concepts of our own vocabulary need no entry: their names are its terms.
CONTEXT: dict[str, Any] = {
    "@vocab": VOCABULARY,
    "id": "@id",
    "type": "@type",
    **PREFIXES,
    **_CLASSES,
    **{
        name: {"@id": property_} | ({"@type": kind} if kind else {})
        for name, (property_, kind) in _PROPERTIES.items()
    },
}


def write_jsonld(
    extractions: Sequence[Extraction],
    stream: IO[bytes],
    *,
    base: str = DEFAULT_BASE,
    outcomes: Sequence[Outcome] = (),
) -> None:
    """Write both layers of the graph as one document, one node per line."""
    context = json.dumps(CONTEXT, ensure_ascii=False, sort_keys=True)
    stream.write(f'{{"@context": {context},\n "@graph": ['.encode())
    end = b"\n"
    for subject, properties in group_subjects(build_graph(extractions, base, outcomes)):
        node: dict[str, Any] = {"id": str(subject)}
        for predicate, objects in properties:
            name, kind = _name_of(str(predicate))
            values = sorted((_write(o, kind) for o in objects), key=lambda v: json.dumps(v, sort_keys=True))
            node[name] = values if len(values) > 1 else values[0]
        stream.write(end + b"  " + json.dumps(node, ensure_ascii=False).encode("utf-8", "replace"))
        end = b",\n"
    stream.write(b"\n ]}\n")


def _expand(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


_NAMES = {_expand(property_): (name, kind) for name, (property_, kind) in _PROPERTIES.items()}
_CLASS_NAMES = {_expand(class_): name for name, class_ in _CLASSES.items()}


def _name_of(predicate: str) -> tuple[str, str | None]:
    if predicate == str(RDF.type):
        return "type", _CONCEPT
    known = _NAMES.get(predicate)
    return known or (_shorten(predicate), None)


def _shorten(iri: str) -> str:
    """A term of ours by its name, another by its prefix, an IRI of no known prefix whole."""
    if iri in _CLASS_NAMES:
        return _CLASS_NAMES[iri]
    if iri.startswith(VOCABULARY):
        local = iri[len(VOCABULARY) :]
        # A name that the context gives to another vocabulary does not reach ours.
        return local if local and CONTEXT.get(local) in (None, f"kg:{local}") else f"kg:{local}"
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _write(term: Node, kind: str | None) -> Any:
    if isinstance(term, URIRef):
        if kind == _CONCEPT:
            return _shorten(str(term))
        return str(term) if kind == _IRI else {"id": str(term)}
    if not isinstance(term, Literal):
        raise ExportError(f"{term!r}: a graph with blank nodes cannot be written; name the node")
    if term.language:
        return {"@value": str(term), "@language": term.language}
    datatype = term.datatype or XSD.string
    if kind and kind not in (_IRI, _CONCEPT):
        return str(term) if str(datatype) == _expand(kind) else _typed(term, str(datatype))
    if kind is None and datatype == XSD.string:
        return str(term)
    if datatype in (XSD.boolean, XSD.integer) and str(term) == str(term.toPython()).lower():
        return term.toPython()
    return _typed(term, str(datatype))


def _typed(term: Literal, datatype: str) -> dict[str, str]:
    return {"@value": str(term), "@type": _shorten(datatype)}

"""What the pages ask the graph: one SELECT for each part of a page, and its rows as plain dicts."""

from __future__ import annotations

import json

from kg.store import Term, write_term

#: How many rows a part of a page shows; of the quotes, how many a page.
ROWS = 500

_ABOUT = """
SELECT ?kind ?value WHERE {
  @me a kg:Entity .
  { @me rdfs:label ?value . BIND("label" AS ?kind) }
  UNION { @me skos:altLabel ?value . BIND("name" AS ?kind) }
  UNION { @me a ?value . BIND("type" AS ?kind) }
  UNION { @me owl:sameAs ?value . BIND("same" AS ?kind) }
} ORDER BY ?kind ?value"""


def _either(rest: str, **starts: str) -> str:
    """The union of the starts, each with the rest in it and its name as ?role.

    Were the rest joined to their union, or to what stands before a BIND, the engine would first
    look up the rest of everything.
    """
    branches = (f'{{ {start} {rest} BIND("{role}" AS ?role) }}' for role, start in starts.items())
    return "\n UNION ".join(branches)


_TIE = """
  ?tie a kg:Tie ; kg:relation ?relation .
  OPTIONAL { ?other rdfs:label ?name }
  OPTIONAL { ?tie kg:post ?held OPTIONAL { ?held rdfs:label ?post } }
  OPTIONAL { ?tie kg:from ?since }
  OPTIONAL { ?tie kg:until ?until }
  OPTIONAL { ?tie kg:current ?current }
  OPTIONAL { ?tie kg:withdrawn ?withdrawn }
  OPTIONAL { ?tie kg:articleCount ?articles }
"""
_TIES = f"""
SELECT ?role ?relation ?other ?name ?post ?since ?until ?current ?withdrawn ?articles WHERE {{
  {
    _either(
        _TIE,
        subject="?tie kg:subject @me ; kg:object ?other .",
        object="?tie kg:object @me ; kg:subject ?other .",
    )
}
}} ORDER BY ?role DESC(?current) ?relation ?post ?name ?other"""

_EDGE = """
  ?edge a kg:Edge ; kg:stance ?stance ; kg:modality ?modality ; kg:current ?current ;
        kg:articleCount ?articles ; kg:confidence ?confidence .
  OPTIONAL { ?other rdfs:label ?name }
  OPTIONAL { ?edge kg:since ?since }
  OPTIONAL { ?edge kg:latestDate ?latest }
  OPTIONAL { ?edge kg:until ?until }
"""
_EDGES = f"""
SELECT ?role ?other ?name ?stance ?modality ?current ?since ?latest ?until ?articles ?confidence WHERE {{
  {
    _either(
        _EDGE,
        target="?edge kg:target @me ; kg:holder ?other .",
        holder="?edge kg:holder @me ; kg:target ?other .",
    )
}
}} ORDER BY ?role DESC(?stance) DESC(?current) DESC(?articles) ?name ?other"""

_POSITION = """
  ?position a kg:Position ; kg:stance ?stance ; kg:current ?current .
  OPTIONAL { ?other rdfs:label ?name }
  OPTIONAL { ?position kg:topic ?about OPTIONAL { ?about rdfs:label ?topic } }
  OPTIONAL { ?position kg:from ?from }
  OPTIONAL { ?position kg:until ?until }
  OPTIONAL { ?position kg:articleCount ?articles }
"""
_POSITIONS = f"""
SELECT ?role ?other ?name ?stance ?topic ?from ?until ?current ?articles WHERE {{
  {
    _either(
        _POSITION,
        target="?position kg:target @me ; kg:holder ?other .",
        holder="?position kg:holder @me ; kg:target ?other .",
    )
}
}} ORDER BY COALESCE(STR(?from), "") ?name ?other ?stance ?topic"""

_SAID = """
  ?item kg:evidence ?sentence ; prov:hadPrimarySource ?article .
  ?sentence nif:anchorOf ?quote .
  OPTIONAL { ?who rdfs:label ?who_name }
  OPTIONAL { ?whom rdfs:label ?whom_name }
  OPTIONAL { ?article rdfs:label ?title }
  OPTIONAL { ?article schema:publisher ?outlet OPTIONAL { ?outlet rdfs:label ?source } }
  OPTIONAL { ?item kg:asOf ?date }
"""
_CLAIM = f"""
  ?item a kg:Claim ; kg:holder ?who ; kg:target ?whom ; kg:stance ?kind ; kg:aspect ?aspect ;
        kg:modality ?modality ; kg:confidence ?confidence .
  {_SAID}
  OPTIONAL {{ ?item kg:topic ?about OPTIONAL {{ ?about rdfs:label ?topic }} }}
  OPTIONAL {{ ?item kg:assertedBy ?said_by OPTIONAL {{ ?said_by rdfs:label ?speaker }} }}
"""
_FACT = f"""
  ?item a kg:Fact ; kg:subject ?who ; kg:object ?whom ; kg:relation ?kind .
  {_SAID}
  OPTIONAL {{ ?item kg:former ?former }}
"""
_QUOTES = f"""
SELECT DISTINCT ?item ?date ?quote ?kind ?who ?who_name ?whom ?whom_name ?aspect ?modality ?topic ?former
       ?article ?title ?source ?speaker ?confidence ?sentence WHERE {{
  {_either(_CLAIM, who="?item kg:holder @me .", whom="?item kg:target @me .", by="?item kg:assertedBy @me .")}
  UNION
  {_either(_FACT, who="?item kg:subject @me .", whom="?item kg:object @me .")}
}} ORDER BY DESC(COALESCE(STR(?date), "")) ?article ?sentence ?item ?speaker"""

#: The parts of an entity's page.
ENTITY = {"about": _ABOUT, "ties": _TIES, "edges": _EDGES, "positions": _POSITIONS, "quotes": _QUOTES}

_OUT = """
SELECT ?property ?value ?name WHERE { @me ?property ?value . OPTIONAL { ?value rdfs:label ?name } }
ORDER BY ?property ?name ?value"""
_IN = """
SELECT ?value ?property ?name WHERE { ?value ?property @me . OPTIONAL { ?value rdfs:label ?name } }
ORDER BY ?property ?name ?value"""
#: The parts of the page of anything else.
RESOURCE = {"out": _OUT, "in": _IN}

#: What the graph says of a thing: its own triples, those that point to it, and names.
DESCRIPTION = """
CONSTRUCT { @me ?p ?o . ?o rdfs:label ?o_label . ?s ?q @me . ?s rdfs:label ?s_label } WHERE {
  { @me ?p ?o . OPTIONAL { ?o rdfs:label ?o_label } }
  UNION { ?s ?q @me . OPTIONAL { ?s rdfs:label ?s_label } }
}"""

HOME = {
    "counts": """
SELECT ?class (COUNT(*) AS ?n) WHERE {
  VALUES ?class { schema:NewsArticle kg:Entity kg:Claim kg:Fact kg:Edge kg:Position }
  ?thing a ?class
} GROUP BY ?class ORDER BY ?class""",
    "targets": """
SELECT ?iri ?name (SUM(?for) AS ?supporters) (SUM(?against) AS ?opponents) WHERE {
  { SELECT ?iri (COUNT(?who) AS ?for) (0 AS ?against) WHERE { ?who kg:supports ?iri } GROUP BY ?iri }
  UNION { SELECT ?iri (0 AS ?for) (COUNT(?who) AS ?against) WHERE { ?who kg:opposes ?iri } GROUP BY ?iri }
  ?iri rdfs:label ?name
} GROUP BY ?iri ?name ORDER BY DESC(?supporters + ?opponents) ?name ?iri LIMIT 30""",
}


def about(query: str, iri: str) -> str:
    """The query, asked of this IRI.

    Raises:
        ValueError: It is no IRI.
    """
    return query.replace("@me", write_term(Term.from_iri(iri)))


def to_dicts(body: bytes) -> list[dict[str, str]]:
    """The rows of SPARQL JSON, each with the values that are there."""
    bindings = json.loads(body)["results"]["bindings"]
    return [{name: str(term["value"]) for name, term in row.items()} for row in bindings]

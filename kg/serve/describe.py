"""The service description (SPARQL 1.1 Service Description) that a client gets who asks nothing."""

from __future__ import annotations

from kg.serve.negotiate import GRAPH_TYPES, choose_type
from kg.store import Term, memory_store, write_graph, write_term

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPH_FORMATS = ("Turtle", "JSON-LD", "RDF_XML", "N-Triples")


def describe_service(endpoint: str, accept: str, *, dataset: str) -> tuple[str, bytes] | None:
    """Media type and text of the description; None when the client takes no RDF.

    Args:
        endpoint: URL of the endpoint, as the client knows it.
        dataset: IRI of the data set.
    """
    media_type = choose_type(accept, list(GRAPH_TYPES))
    if media_type is None:
        return None
    service = write_term(Term.from_iri(endpoint))
    formats = ", ".join(f"<{_FORMATS}{name}>" for name in (*_RESULT_FORMATS, *_GRAPH_FORMATS))
    turtle = f"""
    {service} a <{_SD}Service> ;
      <{_SD}endpoint> {service} ;
      <{_SD}supportedLanguage> <{_SD}SPARQL11Query> ;
      <{_SD}resultFormat> {formats} ;
      <{_SD}defaultDataset> {write_term(Term.from_iri(dataset))} .
    {write_term(Term.from_iri(dataset))} a <{_SD}Dataset>, <http://rdfs.org/ns/void#Dataset> ;
      <http://rdfs.org/ns/void#sparqlEndpoint> {service} .
    """
    answer = memory_store(turtle.encode()).query("CONSTRUCT WHERE { ?s ?p ?o }")
    prefixes = {"sd": _SD, "void": "http://rdfs.org/ns/void#"}
    return media_type, write_graph(answer, GRAPH_TYPES[media_type], prefixes)

"""Graphs are held against the shapes, quotes against their articles; planted errors are found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article, claim, entity, extraction
from norland import norland
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

from kg.cli import main
from kg.errors import GraphError
from kg.export.turtle import to_turtle
from kg.graph import article_node, to_graph
from kg.iris import VOCABULARY
from kg.records import Run
from kg.validate import Report, Severity, validate_graph
from kg.validate.reading import read_subject
from kg.validate.shapes import read_shapes
from kg.vocab import DCTERMS, KG, NIF, ORG, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD

ENGINES = ["pyshacl", "rust"]
_RUN = Run("1.0", "abc", (("pipeline", "12"),))
ANN, BO = entity("Ann"), entity("Bo")
TEXT = "Menu\n\nAnn backs Bo. “Bo is fine,” said Ann — twice."
QUOTE = "“Bo is fine,” said Ann — twice."


def _graph() -> Graph:
    return to_graph([replace(e, run=_RUN) for e in norland()])


def _node(graph: Graph, class_: URIRef) -> URIRef:
    return min(n for n in graph.subjects(RDF.type, class_) if isinstance(n, URIRef))


def _told(text: str = TEXT, quote: str = QUOTE, path: str | None = None):
    said = claim(ANN, "support", BO, quote=quote, start=TEXT.index(QUOTE), cue="fine")
    return extraction(article("a", text, path=path), (ANN, BO), (said,))


def _lines(report: Report) -> list[str]:
    return [str(finding) for finding in report.findings]


@pytest.mark.parametrize("engine", ENGINES)
def test_graph_as_it_is_built_is_fit(engine: str) -> None:
    report = validate_graph(_graph(), engine=engine)
    assert _lines(report) == []
    assert (report.quotes, report.compared) == (19, 0)


def test_every_class_of_the_vocabulary_has_a_shape() -> None:
    shapes, graph = Graph().parse(data=read_shapes(), format="turtle"), _graph()
    covered = set(shapes.objects(None, SH.targetClass))
    used = set(graph.objects(None, RDF.type))
    by_super = {PROV.Entity, SDO.Person, SDO.Country, SDO.Organization, SDO.Place, KG.Group}
    assert used - covered <= by_super
    assert all(next(shapes.objects(shape, SH.property), None) for shape in shapes.subjects(SH.targetClass))


def test_shapes_speak_of_terms_that_exist() -> None:
    shapes = Graph().parse(data=read_shapes(), format="turtle")
    ours = {term for triple in shapes for term in triple if str(term).startswith(VOCABULARY)}
    known = {KG[name] for name in (*KG.__annotations__, *KG._extras) if not name.startswith("_")}
    assert ours <= known


def test_every_message_says_what_and_the_remedy() -> None:
    shapes = Graph().parse(data=read_shapes(), format="turtle")
    messages = [str(message) for message in shapes.objects(None, SH.message)]
    assert messages
    assert all(message.count("; ") == 1 for message in messages)


def _drop(predicate: URIRef) -> Callable[[Graph, URIRef], None]:
    return lambda graph, node: graph.remove((node, predicate, None)) and None


def _set(predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph, URIRef], None]:
    return lambda graph, node: graph.set((node, predicate, value)) and None


def _add(predicate: URIRef, value: URIRef | Literal) -> Callable[[Graph, URIRef], None]:
    return lambda graph, node: graph.add((node, predicate, value)) and None


NOWHERE = URIRef("https://x.test/nowhere")


@pytest.mark.parametrize(
    ("class_", "plant", "what"),
    [
        (KG.Claim, _drop(KG.holder), "the holder is not one entity (kg:holder)"),
        (KG.Claim, _add(KG.target, NOWHERE), "the target is not one entity (kg:target"),
        (KG.Claim, _set(KG.stance, KG.Held), "the stance is not one of kg:Support and kg:Oppose"),
        (KG.Claim, _set(KG.confidence, Literal("1.5", datatype=XSD.decimal)), 'kg:confidence is "1.5"'),
        (KG.Claim, _drop(KG.evidence), "the evidence is not one sentence of an article"),
        (KG.Claim, _set(KG.assertedBy, NOWHERE), "neither an entity nor a publisher"),
        (
            KG.Claim,
            _set(KG.date, Literal("last week")),
            'no day, month or year (kg:date is "last',
        ),
        (KG.Fact, _set(KG.relation, KG.Support), "the relation is not one of those"),
        (KG.Entity, _drop(SKOS.altLabel), "an entity without a name"),
        (KG.Entity, _add(RDFS.label, Literal("Another")), "not one name to show"),
        (KG.Entity, _set(KG.iso2, Literal("nor")), 'two capital letters (kg:iso2 is "nor")'),
        (KG.Appearance, _drop(KG.entity), "an appearance of not one entity"),
        (KG.Topic, _drop(SDO.about), "a topic about no entity"),
        (KG.Edge, _drop(PROV.wasDerivedFrom), "it rests on no claim"),
        (KG.Edge, _set(KG.storyCount, Literal(99)), "more stories than articles"),
        (KG.Position, _set(KG.replaces, NOWHERE), "it took over from what is no position"),
        (KG.Position, _drop(KG.edge), "it belongs to not one edge"),
        (KG.Tie, _drop(KG.current), "not said whether it holds"),
        (ORG.Membership, _drop(ORG.member), "a membership of not one entity"),
        (ORG.Post, _drop(SKOS.altLabel), "an office without a name"),
        (SDO.NewsArticle, _drop(KG.story), "it belongs to not one story"),
        (SDO.NewsMediaOrganization, _drop(SKOS.altLabel), "a publisher without a name"),
        (NIF.OffsetBasedString, _drop(NIF.anchorOf), "not one quote"),
        (NIF.OffsetBasedString, _set(NIF.endIndex, Literal("9")), "the offset is no count of characters"),
        (PROV.Activity, _drop(PROV.wasAssociatedWith), "nobody is named who did it"),
        (PROV.SoftwareAgent, _drop(SDO.softwareVersion), "a program without a version"),
        (VOID.Dataset, _set(VOID.entities, Literal("many")), "no number of entities"),
    ],
)
def test_planted_error_is_found_with_its_node_and_a_remedy(class_, plant, what: str) -> None:
    graph = _graph()
    node = _node(graph, class_)
    plant(graph, node)
    reports = [validate_graph(graph, engine=engine) for engine in ENGINES]
    for report in reports:
        found = [f for f in report.findings if f.node == str(node) and what in str(f)]
        assert found, _lines(report)
        assert all(f.severity is Severity.VIOLATION and f.remedy for f in found)
        assert report.violations == len(report.findings)


def test_stance_of_what_is_no_entity_is_found() -> None:
    graph = _graph()
    graph.add((NOWHERE, KG.supports, URIRef(ANN.id)))
    assert {f.node for f in validate_graph(graph).findings} == {str(NOWHERE)}


def test_two_readings_of_one_text_are_a_warning() -> None:
    graph = _graph()
    graph.add((_node(graph, KG.Claim), KG.modality, KG.Possible))
    graph.add((_node(graph, KG.Claim), KG.modality, KG.Denied))
    for engine in ENGINES:
        report = validate_graph(graph, engine=engine)
        assert report.violations == 0
        assert [f.severity for f in report.findings] == [Severity.WARNING]


def test_evidence_from_another_article_is_found() -> None:
    graph = _graph()
    told = _node(graph, KG.Claim)
    others = set(graph.subjects(RDF.type, SDO.NewsArticle)) - {graph.value(told, PROV.hadPrimarySource)}
    graph.set((told, PROV.hadPrimarySource, min(others)))
    assert "another article than the source" in "".join(_lines(validate_graph(graph)))


#: A correction and what it took out, sound; each line may be left out.
CORRECTED = (
    (KG.Correction, KG.action, Literal("rename"), "the action is not one of those"),
    (KG.Correction, PROV.wasAssociatedWith, URIRef("https://x.test/editor"), "the editor is not one person"),
    (KG.Correction, RDFS.comment, Literal("house style"), "a correction without a reason"),
    (KG.Correction, DCTERMS.title, Literal("rename Bo"), "does not say what it does"),
    (KG.RetractedClaim, KG.holder, URIRef(ANN.id), "the holder is not one entity"),
    (KG.RetractedClaim, KG.target, URIRef(BO.id), "the target is not one entity"),
    (KG.RetractedClaim, KG.stance, KG.Oppose, "the stance is not one of"),
)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("missing", [None, *range(len(CORRECTED))])
def test_corrections_have_editor_reason_and_what_they_took_out(engine: str, missing: int | None) -> None:
    graph = to_graph([_told()])
    graph.add((URIRef("https://x.test/editor"), RDF.type, PROV.Person))
    for number, (class_, predicate, value, _) in enumerate(CORRECTED):
        node = URIRef(f"https://x.test/{str(class_).rpartition('#')[2]}")
        graph.add((node, RDF.type, class_))
        if number != missing:
            graph.add((node, predicate, value))
    lines = _lines(validate_graph(graph, engine=engine))
    if missing is None:
        assert lines == []
    else:
        assert len(lines) == 1
        assert CORRECTED[missing][3] in lines[0]


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        (TEXT, QUOTE, None),
        ("x" + TEXT, QUOTE, "the quote begins at 21"),
        (TEXT.replace("twice", "thrice"), QUOTE, "quote the article verbatim"),
        (TEXT, QUOTE.replace("“", '"'), "quote the article verbatim"),
        (TEXT[:25], QUOTE, "quote the article verbatim"),
    ],
)
def test_quotes_are_held_against_their_article(text: str, quote: str, expected: str | None) -> None:
    told = _told(quote=quote)
    report = validate_graph(to_graph([told]), texts={article_node(told.article): text})
    assert [f.remedy for f in report.findings] == ([expected] if expected else [])
    assert (report.quotes, report.compared) == (1, 1)


def test_without_the_article_the_length_is_checked() -> None:
    graph = to_graph([_told()])
    sentence = _node(graph, NIF.OffsetBasedString)
    graph.set((sentence, NIF.anchorOf, Literal(QUOTE + "!")))
    (finding,) = validate_graph(graph).findings
    assert finding.node == str(sentence)
    assert finding.what == "a quote of 32 characters from 20 to 51"


def test_unknown_engine_names_the_known_ones() -> None:
    with pytest.raises(GraphError, match="known: pyshacl, rust"):
        validate_graph(Graph(), engine="prolog")


def _write(tmp_path: Path, graph: Graph) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_bytes(to_turtle(graph))
    return path


def test_command_prints_a_line_for_each_finding_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = to_graph([_told()])
    path = _write(tmp_path, graph)
    tmp_path.joinpath("a.txt").write_text(TEXT, encoding="utf-8")
    assert main(["validate", str(path), "--articles", str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().out == (
        f"no violations in {len(graph)} triples; 1 of 1 quote held against the articles\n"
    )
    told = _node(graph, KG.Claim)
    graph.remove((told, KG.cue, None))
    assert main(["validate", str(_write(tmp_path, graph))]) == 1
    assert capsys.readouterr().out == (
        f"violation: {told}: no cue as text (kg:cue); quote the words of the sentence that decided\n"
        f"1 violation in {len(graph)} triples; 0 of 1 quote held against the articles\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("graph.ttl", "<a> <b>", "graph.ttl: no turtle: "),
        ("graph.doc", "", "no ending that tells the format"),
        ("none.ttl", None, "make it with `kg build`"),
    ],
)
def test_what_is_no_graph_is_an_error_that_says_so(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    if content is not None:
        tmp_path.joinpath(name).write_text(content)
    with pytest.raises(GraphError, match=message):
        read_subject(tmp_path / name, warn=pytest.fail)


@pytest.mark.parametrize("ending", ["nt", "nq", "trig", "jsonld", "rdf"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_other_formats_are_read(tmp_path: Path, ending: str) -> None:
    graph = to_graph([_told()])
    formats = {"nq": "nquads", "jsonld": "json-ld", "rdf": "xml"}
    path = tmp_path / f"graph.{ending}"
    if ending in ("nt", "nq", "trig"):
        path.write_text(graph.serialize(format="nt"))
    else:
        graph.serialize(path, format=formats.get(ending, ending))
    assert len(read_subject(path, warn=pytest.fail).graph) == len(graph)


@pytest.mark.model
def test_graph_of_the_seeds_is_fit_and_quotes_them(seeds: Path) -> None:
    from kg.extract import extract_articles
    from kg.read import read_articles

    articles = list(read_articles([seeds], warn=print))
    graph = to_graph(extract_articles(articles))
    texts = {article_node(article): article.text for article in articles}
    report = validate_graph(graph, texts=texts, engine="rust")
    assert _lines(report) == []
    assert report.compared == report.quotes > 0

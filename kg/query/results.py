"""Answers as text, in the formats of SPARQL 1.1: results as CSV, TSV, JSON and XML, graphs as Turtle.

A table for people beside them. CSV is the one for spreadsheets and differs in one point from the
standard: text that a spreadsheet would run as a formula is disarmed. TSV, JSON and XML are exact.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from itertools import takewhile
from xml.sax.saxutils import escape, quoteattr

from kg.errors import QueryError
from kg.query.rows import format_csv, format_table, to_rows
from kg.store import Answer, AnswerForm, Term, TermKind, write_term, write_turtle
from kg.vocab import PREFIXES, XSD

_STRING = str(XSD.string)
_dump = partial(json.dumps, ensure_ascii=False)
_JSON_KINDS = {TermKind.IRI: "uri", TermKind.LITERAL: "literal", TermKind.BLANK: "bnode"}
#: What XML 1.0 cannot hold, not even escaped.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_answer(answer: Answer, format_: str) -> str:
    """The answer as text that ends with a line end.

    Raises:
        QueryError: Nothing writes the format, or it cannot hold this answer.
    """
    try:
        return FORMATS[format_](answer)
    except KeyError:
        raise QueryError(f"no format {format_!r}; known: {', '.join(FORMATS)}") from None


def to_tsv(answer: Answer) -> str:
    """SPARQL 1.1 TSV: every term as SPARQL writes it, so that nothing is lost."""
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join(_tsv_term(term) for term in row) for row in answer.rows]
    return "".join(f"{line}\n" for line in lines)


def to_json(answer: Answer) -> str:
    """SPARQL 1.1 JSON, a row on each line."""
    if answer.form is AnswerForm.BOOLEAN:
        return _dump({"head": {}, "boolean": _truth(answer)}) + "\n"
    rows = ",\n".join(
        _dump({column: _json_term(term) for column, term in zip(answer.columns, row, strict=True) if term})
        for row in answer.rows
    )
    head = _dump({"vars": list(answer.columns)})
    return f'{{"head": {head},\n"results": {{"bindings": [\n{rows}\n]}}}}\n'


def to_xml(answer: Answer) -> str:
    """SPARQL 1.1 XML; characters that XML cannot hold become U+FFFD."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#">',
    ]
    if answer.form is AnswerForm.BOOLEAN:
        lines += [" <head/>", f" <boolean>{str(_truth(answer)).lower()}</boolean>"]
    else:
        lines += [" <head>", *(f"  <variable name={quoteattr(c)}/>" for c in answer.columns), " </head>"]
        lines.append(" <results>")
        for row in answer.rows:
            cells = (
                f"<binding name={quoteattr(column)}>{_xml_term(term)}</binding>"
                for column, term in zip(answer.columns, row, strict=True)
                if term
            )
            lines.append(f"  <result>{''.join(cells)}</result>")
        lines.append(" </results>")
    return "\n".join([*lines, "</sparql>", ""])


def to_turtle(answer: Answer) -> str:
    """The graph that a CONSTRUCT or DESCRIBE gives.

    Raises:
        QueryError: The answer is no graph.
    """
    if answer.form is not AnswerForm.GRAPH:
        others = ", ".join(name for name in FORMATS if name != "turtle")
        raise QueryError(f"turtle writes what CONSTRUCT or DESCRIBE gives; this answer can be {others}")
    lines = write_turtle(answer, PREFIXES).decode().splitlines(keepends=True)
    # They come in the order of a hash table, which is another one in every run.
    prefixes = list(takewhile(lambda line: line.startswith("@prefix"), lines))
    return "".join([*sorted(prefixes), *lines[len(prefixes) :]])


FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": lambda answer: format_table(to_rows(answer)),
    "csv": lambda answer: format_csv(to_rows(answer)),
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
    "turtle": to_turtle,
}


def _truth(answer: Answer) -> bool:
    cell = answer.rows[0][0]
    return cell is not None and cell.value == "true"


def _tsv_term(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind is TermKind.BLANK else write_term(term).replace("\t", "\\t")


def _json_term(term: Term) -> dict[str, str]:
    found = {"type": _JSON_KINDS[term.kind], "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype and term.datatype != _STRING:
        found["datatype"] = term.datatype
    return found


def _xml_term(term: Term) -> str:
    text = escape(_NOT_IN_XML.sub("\ufffd", term.value), {"\r": "&#13;"})
    if term.kind is not TermKind.LITERAL:
        tag = _JSON_KINDS[term.kind]
        return f"<{tag}>{text}</{tag}>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype and term.datatype != _STRING:
        return f"<literal datatype={quoteattr(term.datatype)}>{text}</literal>"
    return f"<literal>{text}</literal>"

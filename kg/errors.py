"""What can go wrong, named for what the user must mend.

KgError
├── ReadError        an article file cannot be read
├── PipelineError    the language pipeline is missing or unfit
├── LexiconError     a table in kg/data is malformed
├── GraphError       a graph is malformed, or no graph at all
├── StoreError       the graph database cannot be opened or written
├── CorrectionError  a correction by hand is malformed, or its file cannot be read or written
├── QueryError       a saved or given query is unknown, malformed or lacks a parameter
├── ExportError      a graph cannot be written in the format asked for
├── PublishError     another store refuses the graph, or cannot be reached
├── ServeError       the graph cannot be served
├── ViewError        a page cannot be drawn
├── TrainError       training data are missing or malformed
└── BenchError       benchmark data are missing, or a scorer fails

Every message is one line: what was found, where, and what to do.
"""


class KgError(Exception):
    """Base of every error that the command line reports in one line."""


class ReadError(KgError):
    """An article file cannot be read."""


class PipelineError(KgError):
    """The language pipeline is missing or unfit."""


class LexiconError(KgError):
    """A table in ``kg/data`` is malformed."""


class GraphError(KgError):
    """A graph is malformed, or what was given is none."""


class StoreError(KgError):
    """The graph database cannot be opened or written."""


class CorrectionError(KgError):
    """A correction by hand is malformed, or its file cannot be read or written."""


class QueryError(KgError):
    """A query is unknown, malformed or lacks a parameter."""


class ExportError(KgError):
    """A graph cannot be written in the format asked for."""


class PublishError(KgError):
    """Another store refuses the graph, or cannot be reached."""


class ServeError(KgError):
    """The graph cannot be served."""


class ViewError(KgError):
    """A page cannot be drawn."""


class TrainError(KgError):
    """Training data are missing or malformed."""


class BenchError(KgError):
    """Benchmark data are missing, or a scorer fails."""

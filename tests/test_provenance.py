"""A run says what made an extraction, and nothing about where or when."""

from pathlib import Path
from types import SimpleNamespace

from kg.provenance import describe_run


def test_packaged_run_names_its_models_and_is_the_same_each_time() -> None:
    run = describe_run()
    assert run == describe_run()
    assert [name for name, _ in run.models] == ["kg_news", "stance"]
    assert all(len(digest) == 64 for digest in (run.rules, *(digest for _, digest in run.models)))


def test_another_pipeline_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    tmp_path.joinpath("config.cfg").write_text("[nlp]")
    meta = {"lang": "en", "name": "other", "version": "3.1"}
    found = describe_run(SimpleNamespace(path=tmp_path, meta=meta))
    blank = describe_run(SimpleNamespace(path=None, meta=meta))
    assert [name for name, _ in found.models] == ["en_other 3.1", "stance"]
    assert found.rules == describe_run().rules
    assert dict(found.models)["en_other 3.1"] != dict(blank.models)["en_other 3.1"] == ""
    assert str(tmp_path) not in str(found)

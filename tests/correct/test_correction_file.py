"""corrections.csv: written by a command or a spreadsheet, read back, refused with a line number."""

from pathlib import Path

import pytest
from correct_builders import correction

from kg.correct.file import read_corrections, read_lines, write_corrections
from kg.correct.records import ACTIONS, COLUMNS, Correction
from kg.errors import CorrectionError

_MERGE = correction("merge", entity="Rute", to="Mark Rutte", date="2024-05-01")
_REJECT = correction("reject", holder="Norland", target="Carl Dahl", quote='"He, too", said=1')


def test_rows_come_back(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "corrections.csv"
    write_corrections(path, [_MERGE, _REJECT])
    assert read_corrections(path) == (_MERGE, _REJECT)
    assert path.read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)


def test_no_file_is_no_correction(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.csv") == ()


def test_spreadsheet_with_semicolons_notes_and_gaps_is_read(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(
        "\ufeffAction;Entity;To;Author;Reason\r\n"
        "# checked by the desk;;;;\r\n"
        ";;;;\r\n"
        "merge; Rute ;Mark  Rutte;al;typo\r\n"
        "merge;Rute;Mark Rutte;al;typo\r\n",
        encoding="utf-8",
    )
    assert read_corrections(path) == (correction("merge", entity="Rute", to="Mark Rutte"),)
    assert [line.correction is None for line in read_lines(path)] == [True, True, False, False]


def test_notes_stay_when_a_row_is_added(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("action,entity,to,author,reason\n# note,,,,\nmerge,Rute,Mark Rutte,al,typo\n")
    write_corrections(path, [_REJECT], keep=read_lines(path))
    assert "# note" in path.read_text()
    assert read_corrections(path) == (correction("merge", entity="Rute", to="Mark Rutte"), _REJECT)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("entity,to\n", "c.csv:1: no column 'action'; the columns are action, entity"),
        ("action,entitty\n", "c.csv:1: no column 'entitty'"),
        ("action,entity,author,reason\nmarry,A,al,x\n", "c.csv:2: no action 'marry'; known: merge, split"),
        ("action,entity,author,reason\nmerge,A,al,x\n", "c.csv:2: merge needs to"),
        ("action,entity,author,reason\ndelete,A,,\n", "c.csv:2: delete needs author, reason"),
        ("action,entity,to,author,reason\ndelete,A,B,al,x\n", "delete has no use for to; leave it empty"),
        ("action,entity,to,author,reason\nretype,A,Robot,al,x\n", "to: 'Robot' is not one of Person, Co"),
        ("action,entity,to,author,reason\nsplit,A,B,al,x\n", "split needs article or mention"),
        ("action,entity,author,reason,date\ndelete,A,al,x,1 May\n", "date: '1 May' is no date; write YYYY"),
        ("action,entity\ndelete,A,al,x\n", "c.csv:2: 4 cells under 2 columns"),
        ('action,entity\ndelete,"A\n', "c.csv:2: not CSV"),
        ("action,entity\ndelete,\udcff\n", "not UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(CorrectionError, match=why):
        read_corrections(path)


def test_file_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(CorrectionError, match="cannot be written"):
        write_corrections(tmp_path / "out" / "corrections.csv", [_MERGE])


def test_id_is_what_is_said_not_when() -> None:
    assert _MERGE.id == correction("merge", entity="Rute", to="Mark Rutte").id
    assert _MERGE.id != _REJECT.id
    assert _MERGE.iri().startswith("https://kg.example.org/correction/")


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_describes_itself_in_one_line(action: str) -> None:
    rule = ACTIONS[action]
    needs = {*rule.needs, *rule.either[:1]}
    values = {"stance": "oppose", "to": "Person"}
    row = Correction(action, author="al", reason="x", **{c: values.get(c, "Anna Berg") for c in needs})
    assert row.describe().startswith(f"{action} ")
    assert "\n" not in row.describe()

"""A year of facts goes from one installation to another as a file, or says why it does not."""

import pytest

from eventsys.core.db import db, transaction
from eventsys.events.models import Event
from tests.exchange.season.files import small_year, written
from tests.facts import add_advice


@pytest.fixture
def file(tmp_path):
    """A small year as a file."""
    path = tmp_path / "2009.jsonl"
    path.write_bytes(b"".join(written(small_year())))
    return path


def test_a_year_comes_in_leaves_and_comes_again(installation, in_app, eventsys, file, tmp_path):
    facts = len(small_year())
    ended = eventsys(f"import season {file}")
    assert (ended.status, ended.errors) == (0, "")
    assert ended.output == f"{facts - 1} facts are new, 1 were here already.\n"
    left = tmp_path / "left.jsonl"
    assert eventsys(f"export season 2009 -o {left}").status == 0
    assert sorted(len(line) > 2 for line in left.read_bytes().splitlines()) == facts * [True]
    again = eventsys(f"import season {left}")
    assert again.output == f"0 facts are new, {facts} were here already.\n"
    printed = eventsys("export season 2009 -o -")
    assert printed.output.encode() == left.read_bytes()


def test_all_that_is_wrong_is_listed_and_nothing_comes_in(installation, in_app, eventsys, file):
    lines = file.read_bytes().splitlines(keepends=True)
    lines[0] = b"\xef\xbb\xbf" + lines[0]
    lines[1] = lines[1].replace(b"noerrebro", b"nowhere")
    lines[2] = b'{"type":"venue","id":"park"\n'
    lines[3] = b'{"type":"citizen","id":"1"}\n'
    lines.append(lines[-1].replace(b"140", b"141"))
    lines.append(lines[-2].replace(b'"year"', b'"year": 2007, "year"'))
    lines.append(lines[-3].replace(b"Opfundet", b"Op\\u0000fundet"))
    file.write_bytes(b"".join(lines))
    ended = eventsys(f"import season {file}")
    number = len(lines)
    assert (ended.status, ended.output) == (1, "")
    assert "Traceback" not in ended.errors
    told = ended.errors.splitlines()
    twice = f"earlier-figure 'advice-2008' stands in line {number - 3} with other content"
    assert told[0] == "Error: Nothing was imported; 11 faults:"
    assert told[1] == "line 1: begins with a byte-order mark; save the file as plain UTF-8"
    assert told[2] == (
        "line 2: district: there is no district 'nowhere', neither in the file nor here"
    )
    assert told[3].startswith("line 3: ")
    assert told[4] == "line 4: Invalid value 'citizen' - at `$.type`"
    assert [each.partition(":")[0] for each in told[5:7]] == ["line 5", "line 10"]
    assert told[-3:] == [
        f"line {number - 2}: {twice}",
        f"line {number - 1}: names the field 'year' twice",
        f"line {number}: holds a NUL character, which cannot be stored",
    ]
    assert db.session.query(Event).count() == 0


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "line 1: holds no fact"),
        (b"\n", "line 1: holds no fact"),
        (b"\x00\x01\x02PK", "line 1: JSON is malformed: invalid character (byte 0)"),
        (b'"' + b"a" * 2_000_000 + b'"', "line 1: is longer than a megabyte"),
        (b"[" * 100_000, "line 1: Expected `object`, got `array`"),
    ],
    ids=["empty", "blank", "binary", "long", "deep"],
)
def test_what_is_no_season_is_told_in_one_line(installation, in_app, eventsys, file, content, told):
    file.write_bytes(content)
    ended = eventsys(f"import season {file}")
    assert (ended.status, ended.errors) == (1, f"Error: Nothing was imported; 1 faults:\n{told}\n")


def test_a_file_of_nothing_but_faults_is_not_printed_whole(installation, in_app, eventsys, file):
    file.write_bytes(b"{}\n" * 1000)
    told = eventsys(f"import season {file}").errors.splitlines()
    assert (told[0], len(told)) == ("Error: Nothing was imported; 1000 faults:", 102)
    assert told[-1] == "and 900 more"


def test_an_empty_year_and_a_strange_one_are_refused(installation, in_app, eventsys, tmp_path):
    path = tmp_path / "1999.jsonl"
    ended = eventsys(f"export season 1999 -o {path}")
    assert (ended.status, ended.errors) == (1, "Error: There is nothing of 1999.\n")
    assert not path.exists()
    assert eventsys(f"export season 12 -o {path}").status == 2
    assert eventsys("import season nowhere.jsonl").status == 2


def test_what_no_import_would_take_is_told_by_its_type(installation, in_app, eventsys):
    with transaction() as session:
        task = add_advice(session, topic="x" * 30_000)
        public_id = task.public_id
    ended = eventsys("export season 2009 -o -")
    assert (ended.status, ended.output) == (1, "")
    assert ended.errors.startswith(f"Error: task '{public_id}' cannot be written: ")

"""`diary plot`, `page` and `show --plot`, for no day, one day, and many."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from content.settings import Settings
from content.storage.open import open_store
from content.storage.record import Record
from content.storage.store import Entry
from offline.cli import run
from offline.diary import page_pdf
from offline.diary.days import running_median, summary
from offline.diary.drawing import chart, new_figure
from offline.diary.page_text import blocks
from offline.diary.strip import strip
from offline.listener import LISTENER

NOW = datetime.now().astimezone().replace(hour=21, minute=0, second=0, microsecond=0)
TODAY = NOW.date()
PRACTICES = ("a", "b", "c", "d", "e", "f", "g")


def many_days(count):
    """A diary with every scale, gaps, practices of every kind and bowel movements."""
    chance = random.Random(5)  # noqa: S311 - a diary, not a secret
    entries, records = [], []
    for number in range(count):
        at = NOW - timedelta(days=count - 1 - number)
        scores = {"anxiety": chance.randint(0, 10), "gut": chance.randint(0, 10),
            "sleep": chance.randint(0, 10), "mood": 5, "stress": 10}  # fmt: skip
        entries.append(Entry(f"e{number}", LISTENER, at, at.date(), scores))
        practice = {"practice": PRACTICES[number % len(PRACTICES)], "rating": "better"}
        records.append(Record(f"p{number}", LISTENER, at, at.date(), "practice", practice))
        records.append(Record(f"s{number}", LISTENER, at, at.date(), "stool", {"form": "loose"}))
    return entries, records


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("GUTFEELING_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GUTFEELING_DATABASE_URL", raising=False)
    monkeypatch.setenv("GUTFEELING_RETENTION_DAYS", "0")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def keep(home, count):
    entries, records = many_days(count)
    with closing(open_store(Settings(home=home, retention_days=0))) as store:
        store.add_all([*entries, *records])


@pytest.mark.parametrize("count", [0, 1, 30])
def test_plot_writes_a_png_and_an_svg_for_its_person_alone(home, capsys, tmp_path, count):
    keep(home, count)
    assert run(["diary", "plot"]) == 0
    assert capsys.readouterr().out == "diary.png\ndiary.svg\n"
    png, svg = tmp_path / "diary.png", tmp_path / "diary.svg"
    assert png.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    assert width == 1350
    assert height > 300
    assert ET.fromstring(svg.read_bytes()).tag.endswith("svg")  # noqa: S314 - our own file
    assert {file.stat().st_mode & 0o777 for file in (png, svg)} == {0o600}
    assert {file.name for file in tmp_path.iterdir()} == {"home", "diary.png", "diary.svg"}


def test_the_same_diary_gives_the_same_files(home, tmp_path):
    keep(home, 3)
    for name in ("one", "two"):
        assert run(["diary", "plot", "--out", name]) == 0
        assert run(["diary", "page", "--out", name]) == 0
    for ending in ("png", "svg", "pdf", "html"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (
            tmp_path / f"two.{ending}"
        ).read_bytes()


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_page_is_one_sheet_of_a4_as_pdf_and_html(home, capsys, tmp_path, count):
    keep(home, count)
    assert run(["diary", "page"]) == 0
    assert capsys.readouterr().out == "diary-page.pdf\ndiary-page.html\n"
    pdf = (tmp_path / "diary-page.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page ") == 1
    assert b"/MediaBox [ 0 0 595.44 841.68 ]" in pdf
    html = (tmp_path / "diary-page.html").read_text()
    assert "Self-reported, not a diagnosis." in html
    assert html.count("<svg") == (1 if count else 0)
    assert "<script" not in html
    assert (tmp_path / "diary-page.html").stat().st_mode & 0o777 == 0o600


def test_nothing_leaves_the_sheet_where_everything_is_full(home, monkeypatch):
    entries, records = many_days(28)
    told = summary(entries, records, TODAY)
    shown = chart(entries, records, told.first_day, TODAY)
    made = []

    def figure(*how):
        made.append(new_figure(*how))
        return made[0]

    monkeypatch.setattr(page_pdf, "new_figure", figure)
    page_pdf.page_pdf(home, told, shown)
    drawn = made[0]
    width = drawn.canvas.get_width_height()[0]
    boxes = [one.get_window_extent(drawn.canvas.get_renderer()) for one in drawn.texts]
    assert len(boxes) > 60
    margin = 0.3 * drawn.dpi
    assert min(box.x0 for box in boxes) > margin
    assert max(box.x1 for box in boxes) < width - margin
    assert min(box.y0 for box in boxes) > margin
    lowest_axis = min(axis.get_window_extent().y0 for axis in drawn.axes)
    tables = [
        box for one, box in zip(drawn.texts, boxes, strict=True) if one.get_text() == "Scores"
    ]
    assert tables[0].y1 < lowest_axis


def test_the_page_counts_what_is_there():
    entries, records = many_days(40)
    told = summary(entries, records, TODAY)
    assert (told.check_ins, told.days) == (28, 28)
    assert told.bowels == {"loose": 28}
    assert sum(count for count, _ in told.practices.values()) == 28
    recent = [entry for entry in entries if entry.day > TODAY - timedelta(days=28)]
    values = sorted(entry.scores["gut"] for entry in recent)
    assert told.scales["gut"].median == (values[13] + values[14]) / 2
    assert (told.scales["gut"].lowest, told.scales["gut"].highest) == (values[0], values[-1])
    assert told.high_belly_days == sum(value >= 8 for value in values)
    assert [found["gut"] for _, found in told.worst_days] == values[::-1][:5]


def test_a_day_counts_by_the_median_of_its_check_ins():
    entries = [
        Entry(f"{value}", LISTENER, NOW, TODAY, {"gut": value}) for value in (1, 9, 2)
    ]  # fmt: skip
    assert summary(entries, [], TODAY).scales["gut"].median == 2


def test_the_page_says_how_it_came_about_and_what_to_ask_without_a_check_in():
    told = blocks(summary([], [], TODAY))
    assert [block.heading for block in told] == ["What was tried", "Red-flag answers"]
    assert len(told[1].boxes) == 12


def test_the_running_median_needs_three_days_and_looks_back_a_week():
    days = {TODAY - timedelta(days=ago): float(value) for ago, value in
        [(20, 9), (8, 9), (6, 2), (3, 4), (0, 8)]}  # fmt: skip
    assert running_median(days) == {TODAY: 4, TODAY - timedelta(days=3): 4}


def test_a_terminal_shows_four_weeks_a_column_a_day():
    entries, records = many_days(40)
    told = strip(entries, records, TODAY, blocks=False)
    assert [row.split()[0] for row in told[:6]] == [
        "anxiety", "belly", "sleep", "mood", "stress", "practice",
    ]  # fmt: skip
    assert told[3] == f"mood     {'5' * 28}"
    assert told[4] == f"stress   {'X' * 28}"
    assert all(len(row) <= 40 for row in told)
    blocks = strip(entries, records, TODAY, blocks=True)
    assert blocks[4] == f"stress   {'█' * 28}"
    assert strip([], [], TODAY, blocks=True) == []


def test_show_draws_where_asked(home, capsys):
    keep(home, 2)
    assert run(["diary", "show", "--plot"]) == 0
    assert "anxiety" in capsys.readouterr().out.splitlines()[1]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["plot", "--out", "a.gif"], 2),
        (["page", "--out", "a.doc"], 2),
        (["plot", "--days", "0"], 2),
    ],
)
def test_a_form_that_there_is_not_is_wrong_usage(home, capsys, arguments, status):
    assert run(["diary", *arguments]) == status


def test_a_folder_that_is_not_there_is_one_sentence(home, capsys):
    keep(home, 1)
    assert run(["diary", "plot", "--out", "nowhere/diary.png"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "no such file" in said.err


def test_without_matplotlib_one_sentence_says_what_to_type(home):
    program = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from offline.cli import run; sys.exit(run(['diary', 'plot']))"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=root)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "pip install" in done.stderr

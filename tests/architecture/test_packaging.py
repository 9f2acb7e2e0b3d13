"""What is built and what is locked."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "infra" / "lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
# Spelled apart, since this file is searched as well.
REGISTRIES = [
    re.compile(rf"\b{name}[.]{domain}\b", re.IGNORECASE)
    for name, domain in [
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
        ("deb[.]debian", "org"), ("conda", "anaconda[.]org"), ("golang", "org"), ("crates", "io"),
    ]
]  # fmt: skip
MADE_HERE = {".git", ".venv", ".venv.lock", "dist", "__pycache__", ".hypothesis"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel's names, built from this tree with what is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    (file,) = folder.glob("*.whl")
    with zipfile.ZipFile(file) as archive:
        return set(archive.namelist())


def our_files():
    """Every file of the tree that somebody wrote."""
    for file in ROOT.rglob("*"):
        parts = file.relative_to(ROOT).parts
        hidden = any(part.endswith("_cache") for part in parts)
        if file.is_file() and not MADE_HERE & set(parts) and not hidden:
            yield file


def pins(name):
    """Return the lock's requirements and, for each, whether it carries a hash."""
    blocks = re.split(r"\n(?=\S)", (LOCK / name).read_text("utf-8"))
    return [
        (Requirement(block.split("\\\n")[0].strip()), "--hash=sha256:" in block)
        for block in blocks
        if not block.startswith("#")
    ]


def test_the_wheel_holds_every_file_of_the_three_packages(wheel):
    ours = {
        str(file.relative_to(ROOT))
        for file in our_files()
        if file.relative_to(ROOT).parts[0] in {"content", "skill", "offline"}
    }
    assert {name for name in ours if name.endswith(".yaml")}, "the bank is data and ships"
    assert ours - wheel == set()


def test_the_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in wheel}
    assert tops == {"content", "skill", "offline", f"gutfeeling-{version()}.dist-info"}


def test_the_wheel_carries_its_licences(wheel):
    for name in ("LICENSE", "NOTICE"):
        assert f"gutfeeling-{version()}.dist-info/licenses/{name}" in wheel


def version():
    from content import __version__  # noqa: PLC0415 - the tree's own, not an installed one

    return __version__


@pytest.mark.parametrize(
    ("lock", "extras"),
    [
        ("run.txt", ["ears", "voice"]),
        ("plot.txt", ["ears", "voice", "plot"]),
        ("test.txt", ["ears", "voice", "plot", "test"]),
    ],
)
def test_every_dependency_is_locked_at_a_version_that_it_allows(lock, extras):
    wanted = [*PROJECT["dependencies"], *(one for extra in extras for one in EXTRAS[extra])]
    locked = [(canonicalize_name(pin.name), pin) for pin, _ in pins(lock)]
    for text in wanted:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        versions = {str(next(iter(pin.specifier)).version) for key, pin in locked if key == name}
        assert any(requirement.specifier.contains(one) for one in versions), text


@pytest.mark.parametrize("lock", ["build.txt", "run.txt", "plot.txt", "test.txt"])
def test_every_locked_version_has_a_hash_and_is_exact(lock):
    assert pins(lock)
    for pin, hashed in pins(lock):
        assert hashed, pin
        assert [one.operator for one in pin.specifier] == ["=="], pin


def test_each_lock_holds_the_smaller_ones_versions():
    run, plot, test = (
        {str(pin) for pin, _ in pins(f"{name}.txt")} for name in ("run", "plot", "test")
    )
    assert run <= plot <= test


def test_the_lock_needs_nothing_beyond_itself():
    """It is installed without resolving: what a locked package asks for here is locked, too."""
    here = {canonicalize_name(pin.name): pin for pin, _ in pins("test.txt") if applies(pin)}
    unlocked = {
        f"{name}: {text}"
        for name in here
        for text in distribution(name).requires or []
        if applies(Requirement(text)) and canonicalize_name(Requirement(text).name) not in here
    }
    assert unlocked == set()


def applies(requirement):
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def test_no_lock_holds_an_address():
    for file in LOCK.iterdir():
        assert "://" not in file.read_text("utf-8"), file.name


def test_no_file_names_a_registrys_host():
    found = [
        f"{file.relative_to(ROOT)}: {host.pattern}"
        for file in our_files()
        if file.suffix != ".bin"  # weights: 23 MB of numbers
        for host in REGISTRIES
        if host.search(file.read_bytes().decode("utf-8", "replace"))
    ]
    assert found == []


def test_the_search_for_hosts_finds_one():
    assert any(host.search("https://files." + "pythonhosted" + ".org/x") for host in REGISTRIES)


def test_the_neural_runtime_cannot_send_anything():
    """Newer official wheels of onnxruntime carry an uploader that is on by default."""
    package = distribution("onnxruntime")
    binaries = [file for file in package.files or [] if ".so" in file.name or ".pyd" in file.name]
    assert binaries
    for file in binaries:
        assert b"OneCollector" not in Path(package.locate_file(file)).read_bytes(), file

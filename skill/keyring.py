"""The secrets behind the listeners' keys: the newest for writing, the ones before for reading."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from content.settings import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

SECRET_BYTES: Final = 32
_NO_ID: Final = "-"
"""In the file: the secret of a version that wrote no key id into its rows."""

_LINE: Final = re.compile(rf"([0-9a-f]{{8}}|{_NO_ID}) ([0-9a-f]{{{2 * SECRET_BYTES}}})")


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret and the id that rows name it by."""

    key_id: str
    """Empty for rows of a version that wrote none."""

    secret: bytes


def read_keyring(file: Path) -> tuple[Secret, ...]:
    """Return the secrets of this installation, the newest first; the first start makes one.

    The file is readable by us only: a line a secret, its id and its bytes in hexadecimal digits.

    Raises:
        SettingsError: it can be neither read nor written, or it is damaged.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_new(file)
        return _parsed(file.read_bytes(), file)
    except OSError as error:
        raise _unusable(file, error) from error


def rotate(file: Path) -> tuple[Secret, ...]:
    """Put a new secret before the ones there are, which go on being read; return all.

    Raises:
        SettingsError: as in `read_keyring`; the file is then as it was.
    """
    ring = (_new_secret(), *read_keyring(file))
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.unlink(missing_ok=True)
        _write(beside, ring)
        beside.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise _unusable(file, error) from error
    return ring


def _parsed(kept: bytes, file: Path) -> tuple[Secret, ...]:
    lines = kept.decode("ascii", "replace").splitlines()
    found = [_LINE.fullmatch(line) for line in lines]
    if found and all(found):
        return tuple(
            Secret("" if match[1] == _NO_ID else match[1], bytes.fromhex(match[2]))
            for match in found
            if match
        )
    if len(kept) == SECRET_BYTES:
        return (Secret("", kept),)
    raise SettingsError(f"The secret {file} is damaged. Bring it back from a copy.")


def _new_secret() -> Secret:
    return Secret(secrets.token_hex(4), secrets.token_bytes(SECRET_BYTES))


def _write_new(file: Path) -> None:
    if file.exists():
        return
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    _write(beside, (_new_secret(),))
    try:
        # A link, unlike a rename, fails where another copy was first, and is whole at once.
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _write(file: Path, ring: tuple[Secret, ...]) -> None:
    lines = [f"{one.key_id or _NO_ID} {one.secret.hex()}\n" for one in ring]
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.writelines(lines)
        opened.flush()
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a rename outlast a power cut; a secret that is lost loses every diary's owner."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _unusable(file: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"The secret {file} can't be used: {error.strerror}. Make the folder writable.",
    )

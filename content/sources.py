"""Where the answers come from, and how that is said aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from content import library
from content.number_words import capital
from content.phrases import line

if TYPE_CHECKING:
    from collections.abc import Mapping

_PATH = "sources.yaml"
_RESOLVERS = {
    r"doi (\S+)": "https://doi.org/{}",
    r"PMID (\d+)": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    r"(PMC\d+)": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    r"(nice\.org\.uk/\S+)": "https://www.{}",
}
_PLACES = ("first", "second", "third", "fourth", "fifth")


class Check(StrEnum):
    """How a source was checked; the values are the evidence's own."""

    SEEN = "V"
    """The record or the abstract was read."""

    CITED = "P"
    """Seen only as a citation or on a secondary page."""

    MEMORY = "M"
    """From memory: lends no figure to speech until a person has opened it."""


class SourceKind(StrEnum):
    """What sort of thing a source is, for counting aloud."""

    PAPER = "paper"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Source:
    """One source."""

    key: str
    citation: str
    id: str
    check: Check
    kind: SourceKind
    spoken: str
    """Who did what, as it fits into a sentence."""

    @property
    def link(self) -> str | None:
        """Where it can be opened; for a screen, never for the ear. None where no id was checked."""
        for part in self.id.split("; "):
            for known, address in _RESOLVERS.items():
                if found := re.fullmatch(known, part):
                    return address.format(found[1])
        return None


@cache
def sources() -> Mapping[str, Source]:
    """Return every source the bank uses, by key."""
    found = (library.structure(raw, Source, _PATH) for raw in library.read(_PATH))
    return {source.key: source for source in found}


def shown(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sources as lines for a screen or a card, each with its link where it has one."""
    cited = (sources()[key] for key in keys)
    return tuple(f"{one.citation} {one.link}" if one.link else one.citation for one in cited)


def says_who(keys: tuple[str, ...]) -> str:
    """Return the sources as they are said aloud, and which of them we have read."""
    cited = tuple(sources()[key] for key in keys)
    if not cited:
        return line("asking.source_none")
    count = len(cited)
    papers = all(source.kind is SourceKind.PAPER for source in cited)
    listed = line(f"asking.source_list_{count}", 0, **_placed([source.spoken for source in cited]))
    counted = line(f"asking.{'papers' if papers else 'sources'}_{count}")
    return " ".join((counted, capital(listed), *_read(cited)))


def _read(cited: tuple[Source, ...]) -> tuple[str, ...]:
    read = [place for place, source in enumerate(cited, 1) if source.check is Check.SEEN]
    unread = [place for place, source in enumerate(cited, 1) if source.check is not Check.SEEN]
    one = len(cited) == 1
    if not unread:
        return (line("asking.read_only_one" if one else "asking.read_all"),)
    if not read:
        return (line("asking.unread_only_one" if one else "asking.unread_all"),)
    still = "asking.unread_some_1" if len(unread) == 1 else "asking.unread_some"
    return (
        line("asking.read_some", which=_ordinals(read)),
        line(still, which=capital(_ordinals(unread))),
    )


def _ordinals(places: list[int]) -> str:
    names = [line(f"asking.ordinal_{place}") for place in places]
    return line(f"asking.ordinals_{len(places)}", 0, **_placed(names))


def _placed(texts: list[str]) -> dict[str, str]:
    return dict(zip(_PLACES, texts, strict=False))

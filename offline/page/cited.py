"""The sources of an answer as a page shows them: with a link, and how each was checked."""

from __future__ import annotations

import re

from content.answers import answers
from content.phrases import line
from content.sources import sources


def cited(answer_id: str) -> list[dict[str, str | None]]:
    """Return title line, link (or None) and how it was checked, for each source of an answer."""
    answer = answers().get(answer_id)
    if answer is None:
        return []
    found = [sources()[key] for key in answer.sources]
    return [
        {
            "citation": source.citation,
            "link": link(source.id),
            "checked": line(f"page.checked_{source.check.name.lower()}"),
        }
        for source in found
    ]


def link(identifier: str) -> str | None:
    """Return where a source's identifier leads ("doi 10.1/x; PMID 2"), or None if nowhere sure."""
    if "from memory" in identifier:
        return None
    if doi := re.search(r"doi (10\.\S+?)(?=[;,]|\s|$)", identifier):
        return f"https://doi.org/{doi[1]}"
    if pmid := re.search(r"PMID (\d+)", identifier):
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid[1]}/"
    return None

"""The ears: which hears what, how well, and which of our words their model lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from content.phrases import line
from offline.checks.finding import Finding
from offline.ears.ears import build_ears
from offline.ears.recogniser import EarsError
from offline.models import installed_model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from content.settings import Settings
    from offline.ears.phrases import Phrases

MOST_WORDS: Final = 20
"""Missing words named on the page; the rest is counted."""


def hearing(settings: Settings, phrases: Phrases) -> Iterator[Finding]:
    """Load the ears that `listen` would take, and the vocabulary of its model."""
    model = installed_model(settings)
    try:
        ears = build_ears("auto", model, phrases)
    except EarsError as error:
        yield Finding("ears", works=False, told=str(error), shared=type(error).__name__)
        return
    for report in ears.describe():
        heard = f"{report.ear}: {report.how_well}"
        yield Finding(f"hears {report.job}", works=True, told=heard, shared=heard)
    for problem in ears.problems:
        yield Finding("ears", works=False, told=problem)
    if model is not None and not ears.problems:
        yield _vocabulary(model, phrases)


def _vocabulary(folder: Path, phrases: Phrases) -> Finding:
    # libvosk takes 0.1 s to import, and without a model nobody needs it.
    from offline.ears.vosk_ear import VoskModel  # noqa: PLC0415

    model = VoskModel(folder)
    for phrase in phrases.grammar:
        model.spelled(phrase)
    stand_ins = dict(sorted(model.stand_ins.items()))
    deaf_to = sorted(model.missing_words - set(stand_ins))
    instead = "; ".join(f'{word} as "{other}"' for word, other in stand_ins.items())
    missing = ", ".join(deaf_to[:MOST_WORDS])
    if len(deaf_to) > MOST_WORDS:
        missing += line("doctor.and_more", count=len(deaf_to) - MOST_WORDS)
    if not deaf_to:
        told = line("doctor.words_all", stand_ins=instead or "-")
    else:
        told = line("doctor.words_missing", words=missing, stand_ins=instead or "-")
    return Finding("vocabulary", not deaf_to, told, shared=told)

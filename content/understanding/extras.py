"""Reads what a check-in may hold besides scales: bowel movements in four words, and a note."""

from __future__ import annotations

import re

from content.sentences import book
from content.understanding.form_answers import read_form_word

STOOL, NOTE = "stool", "note"

_FORMS = {
    "hard": "hard", "lumpy": "hard", "constipated": "hard",
    "in between": "in_between", "inbetween": "in_between", "normal": "in_between",
    "okay": "in_between", "ok": "in_between", "fine": "in_between",
    "loose": "loose", "runny": "loose", "watery": "loose",
    "none": "none", "nothing": "none", "no": "none", "not today": "none", "not yet": "none",
}  # fmt: skip
_NOUN = r"(?:stools?|bowels?|bowel movements?|poo)"
_FORM = r"(?P<form>hard|lumpy|in[ -]between|normal|loose|runny|watery)"
_BE = r"(?:is |are |was |were |)"
_LEAD = r"[, ]*(?:and |with |)(?:my |the |)"
_IN_A_SENTENCE = re.compile(
    rf"{_LEAD}(?:{_NOUN} {_BE}{_FORM}|{_FORM.replace('form', 'before')} {_NOUN})\b"
)
_AROUND = frozenset(
    {"um", "uh", "it", "it's", "was", "is", "they", "were", "a", "bit", "quite", "pretty", "mostly",
     "rather", "very", "sort", "of", "kind", "please", "today", "i'd", "say", "well", "stool",
     "stools", "bowels"}
)  # fmt: skip
_NOTE = re.compile(
    r"(?:please |can you |could you )?(?:(?:add|make|keep|take|write(?: down)?) (?:a |this )?)?"
    r"(?:quick |short )?note(?: down)?(?: that| saying|:|,)?\s+(?P<text>\S[\s\S]*)",
    re.IGNORECASE | re.DOTALL,
)
_NEVER_A_NOTE = frozenset({"stop", "next", "no", "help", "repeat", "previous", "data.delete_all"})
_NOTHING = frozenset({"nothing", "none", "no note", "nope", "nothing to note", "nothing today"})


def read_stool_answer(text: str) -> str | None:
    """Return the form that answers "hard, in between, loose, or none?", or None."""
    words = [word.strip(".,!") for word in text.lower().replace("-", " ").split()]
    if said := _FORMS.get(" ".join(words)):
        return said
    return _FORMS.get(" ".join(word for word in words if word not in _AROUND))


def without_stool(text: str) -> tuple[str, str | None]:
    """Return a check-in without its words about bowels, and their form ("..., loose stool")."""
    found = _IN_A_SENTENCE.search(text.lower())
    if found is None:
        return text, None
    form = (found["form"] or found["before"]).replace("-", " ")
    return f"{text[: found.start()]} {text[found.end() :]}".strip(" ,."), _FORMS[form]


def read_note(text: str) -> str | None:
    """Return the words of "add a note: row with my boss", or None."""
    found = _NOTE.fullmatch(text.strip())
    return found["text"].strip() if found else None


def read_note_answer(text: str) -> tuple[str, str]:
    """Return (intent, note) for the answer to "anything to note?"; any words are a note.

    The intent is "next" where there is nothing to note, and "" for a command that works everywhere.
    """
    if read_form_word(text) == "next" or text.lower().strip(" .,!") in _NOTHING:
        return "next", ""
    match = book().match(text)
    if match is not None and match.intent in _NEVER_A_NOTE:
        return "", ""
    return "checkin.note", text.strip()

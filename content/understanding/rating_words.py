"""The words of a spoken rating: scales, numbers, and what may stand between them."""

from __future__ import annotations

from content.number_words import number_words

SCALE_WORDS = {
    "anxiety": "anxiety", "anxious": "anxiety", "nerves": "anxiety", "nervous": "anxiety",
    "gut": "gut", "guts": "gut", "belly": "gut", "stomach": "gut", "tummy": "gut", "tum": "gut",
    "abdomen": "gut",
    "stress": "stress", "stressed": "stress",
    "mood": "mood",
    "sleep": "sleep", "slept": "sleep", "night": "sleep",
}  # fmt: skip

SCALE_NOUNS = frozenset(SCALE_WORDS) - {"anxious", "nervous", "stressed", "slept", "night"}

NUMBER_WORDS = {
    **{number_words(number): number for number in range(21)},
    "nought": 0, "nil": 0, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100,
}  # fmt: skip

HOMOPHONES = {"to": 2, "too": 2, "for": 4, "ate": 8, "won": 1, "tree": 3, "sex": 6, "heaven": 7}
"""What an ear writes for a number; taken as one only where a number must come."""

DIRECTED = ("sleep", "mood")
"""Scales on which ten is best, and which may be answered by a word (contract, section 3)."""

DIRECTED_WORDS = {
    "badly": "badly", "bad": "badly", "terribly": "badly", "poorly": "badly", "terrible": "badly",
    "awful": "badly", "awfully": "badly", "horribly": "badly", "rough": "badly", "poor": "badly",
    "low": "badly", "okay": "okay", "well": "well", "good": "well", "great": "well", "fine": "well",
}  # fmt: skip
"""Words for sleep and mood, as the contract's three."""

VAGUE_WORDS = frozenset(
    {
        "bad", "badly", "awful", "terrible", "horrible", "rough", "high", "low", "mild", "severe",
        "okay", "fine", "good", "great", "worse", "better",
    }
)  # fmt: skip
"""Words for the other scales: a number is asked for once, then the word is kept."""

FILLERS = frozenset(
    {
        "a", "an", "the", "is", "are", "was", "were", "at", "of", "my", "i", "i'm", "am", "feel",
        "feeling", "felt", "about", "around", "like", "um", "uh", "erm", "er", "hmm", "mm", "ah",
        "say", "just", "it's", "its", "it", "and", "then", "with", "level", "today", "now", "right",
        "so", "well", "roughly", "probably", "bit", "little", "please", "log", "note", "record",
        "put", "down", "me", "kind", "sort", "really", "quite", "pretty", "also", "plus", "been",
        "has", "have", "solid", "think", "guess", "suppose", "reckon", "i'd", "would", "i've",
        "you", "know", "let's", "go", "this", "morning", "evening", "afternoon", "tonight", "very",
        "that's", "there", "here", "number", "rating", "score", "as", "somewhere", "maybe",
        "perhaps", "possibly", "from", "between", "both", "in", "on", "last", "yesterday",
        "only", "but", "oh", "okay", "be", "should", "currently", "more", "still", "overall",
        "or", "to", "for", "yeah", "hello", "hi", "hey", "day", "check", "had", "got", "night",
        "went", "gone", "rose", "dropped", "feels", "that", "exactly", "nearly", "almost",
        "too", "set", "want", "need", "can", "could", "give", "up", "i'll", "ehm", "eh", "em", "hm",
        "mhm", "honestly", "gosh", "god", "ugh", "dunno", "actual", "strong", "weak", "steady",
        "quality", "scores", "values", "ratings", "numbers", "follows", "write", "enter", "save",
        "lower", "higher", "pain", "pains", "ache", "aches", "hurts", "hurting", "cramps",
        "cramping", "add", "track", "quick", "daily", "report", "said", "call", "rate",
    }
)  # fmt: skip
"""Words that may stand between a scale and its number."""

HESITATIONS = frozenset(
    {
        "um", "uh", "erm", "er", "hmm", "ehm", "eh", "em", "hm", "mm", "a", "oh", "about", "like",
        "maybe", "probably", "it's", "i'd", "say",
    }
)  # fmt: skip
"""What may stand before the number that answers a question, however the ear writes it."""

CORRECTIONS = frozenset(
    {
        "no", "nope", "wait", "actually", "sorry", "rather", "mean", "meant", "make", "that",
        "change", "changed", "correct", "correction", "oops", "scratch", "update", "whoops",
    }
)  # fmt: skip
CHANGES = frozenset({"change", "make", "correct", "update"})
"""Openings that change the last entry whenever a scale is named with them."""

NEGATIONS = frozenset(
    {"not", "didn't", "isn't", "wasn't", "don't", "hardly", "barely", "never", "without"}
)
ALTERNATIVES = frozenset({"or", "maybe", "perhaps", "possibly", "to"})
BOUNDS = frozenset({"less", "under", "over", "above", "below", "than", "least", "most", "beyond"})
"""Before a number these say that it is not the number."""

ONLY_CHANGES = CHANGES - {"make"}
"""With one of these a sentence writes no new entry."""

MOVES = frozenset({"change", "changed", "went", "gone", "rose", "dropped"})
"""With one of these "from six to three" is now three; without, it is a range."""

SHORT_NIGHT = frozenset({"bad", "rough", "terrible", "awful", "poor", "horrible"})
"""Only before these is "night" a rating of sleep ("good night" is a goodbye)."""

OTHER_DAYS = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "tomorrow",
        "ago",
    }
)  # fmt: skip
STARTS = frozenset(
    {
        "log", "note", "record", "put", "my", "i", "i'm", "i'd", "i'll", "i've", "yesterday",
        "today", "set",
    }
)  # fmt: skip
SOMEBODY_ELSE = frozenset({"his", "her", "their", "your", "our", "whose"})
PEOPLE = frozenset(
    {
        "sister", "brother", "mum", "mom", "mother", "dad", "father", "son", "daughter", "wife",
        "husband", "partner", "friend", "friends", "kid", "kids", "child", "children", "baby",
        "boss", "girlfriend", "boyfriend", "grandma", "grandpa", "aunt", "uncle", "cousin", "dog",
        "cat", "he", "she", "they", "he's", "she's", "they're", "everybody", "everyone", "somebody",
        "someone",
    }
)  # fmt: skip
"""In one breath before a scale these make it theirs ("my daughter has anxiety nine")."""
OWN_POSSESSIVES = frozenset(
    {
        "morning's", "evening's", "afternoon's", "it's",
        "that's", "there's", "here's", "let's", "day's", "week's", "what's",
    }
)  # fmt: skip
"""Before a scale these leave it the speaker's own; any other 's makes it somebody else's."""

QUESTION_STARTS = frozenset(
    {
        "is", "are", "was", "were", "do", "does", "did", "can", "could", "should", "would", "will",
        "what", "what's", "why", "how", "how's", "when", "where", "who", "which", "if",
    }
)  # fmt: skip

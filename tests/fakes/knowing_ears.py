"""Ears for a companion whose hearing is not what is tested."""

from __future__ import annotations


class KnowingEars:
    """Hear what they are told, at once and for certain."""

    is_hearing = False
    quiet_frames = 0
    may_silence = False

    def __init__(self):
        self.next = []

    def push(self, frame, attention):
        events, self.next = self.next, []
        return events

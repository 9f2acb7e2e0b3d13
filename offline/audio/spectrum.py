"""Sizes at which a Fourier transform is quick."""

from __future__ import annotations


def fast_size(least: int) -> int:
    """Return a size of at least `least` whose only prime factors are 2 and 3."""
    power = 1 << max(0, least - 1).bit_length()
    return power * 3 // 4 if power >= 4 and power * 3 // 4 >= least else power  # noqa: PLR2004  (3/4 of a power of two)

"""The two sample clocks: everything between a microphone and a loudspeaker counts these."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

MOUTH_RATE: Final = 48_000
"""Hz; what the loudspeaker plays and what OUT holds."""

EAR_RATE: Final = 16_000
"""Hz; what every recogniser takes."""

TICK_SECONDS: Final = 0.01
EAR_TICK: Final = EAR_RATE // 100
MOUTH_TICK: Final = MOUTH_RATE // 100

Samples = NDArray[np.float32]
"""Mono, full scale is 1.0, at MOUTH_RATE."""

"""libvosk's own Python module, without the downloader that comes with it.

That one brings `requests`, whose import opens a socket to see whether there is IPv6 (and costs
0.1 s). We never call it: it checks no sum, and a model comes by `gutfeeling models get`.
"""

from __future__ import annotations

import sys
from types import ModuleType

_DOWNLOADER = "requests"

if _DOWNLOADER in sys.modules:
    import vosk
else:
    sys.modules[_DOWNLOADER] = ModuleType(_DOWNLOADER)
    try:
        import vosk
    finally:
        del sys.modules[_DOWNLOADER]

vosk.SetLogLevel(-1)

__all__ = ["vosk"]

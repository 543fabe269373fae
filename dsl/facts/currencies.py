"""How many decimals an amount of a currency may have."""

from __future__ import annotations

from typing import Final

_USUAL: Final = 2
_OTHER: Final = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}


def decimals(currency: str) -> int:
    """The minor unit of ``currency`` by ISO 4217: 2 for MOP and most others."""
    return _OTHER.get(currency, _USUAL)

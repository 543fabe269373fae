"""How long kept rules take to load, against ``json.loads`` of the same bytes (to reach: at most 4 times).

Run: ``python tests/bench/bench_cache.py [RULES]``; without rules, a made-up program of 600 norms.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from prazo.dsl.api import load
from prazo.dsl.core.cache import key_of, pack, unpack
from tests.core.samples import program

ROUNDS = 7


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print the median of interleaved rounds, and their spread."""
    core = load(sys.argv[1], cache=False).program if len(sys.argv) > 1 else program(200)
    key = key_of("bench", [])
    kept = pack(key, core)
    body = kept.partition(b"\n")[2]
    assert unpack(key, kept) == core
    rounds = [(seconds(lambda: json.loads(body)), seconds(lambda: unpack(key, kept))) for _ in range(ROUNDS)]
    parse, whole = (statistics.median(one) for one in zip(*rounds, strict=True))
    ratios = sorted(loaded / parsed for parsed, loaded in rounds)
    print(f"kept program: {len(body):,} bytes, {len(core.norms)} norms")
    print(f"json.loads {parse * 1e3:.1f} ms, load {whole * 1e3:.1f} ms")
    print(f"ratio {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f}), to reach: 4")


if __name__ == "__main__":
    main()

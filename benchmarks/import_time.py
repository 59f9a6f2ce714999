"""How long ``import smmlab`` takes in a fresh process; fails above the limit."""

import statistics
import subprocess
import sys
import time

LIMIT_SECONDS = 0.5
RUNS = 7


def seconds(code: str) -> float:
    """Return the median time of a fresh Python that runs the code."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    """Print both times; return 1 when the import alone takes too long."""
    empty, whole = seconds("pass"), seconds("import smmlab")
    sys.stdout.write(f"python {empty:.3f} s, with import smmlab {whole:.3f} s\n")
    return int(whole - empty > LIMIT_SECONDS)


if __name__ == "__main__":
    sys.exit(main())

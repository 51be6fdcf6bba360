"""`python -m benchmarks.screening`: what a determination and a next question cost, beside a bare pass.

Ratios within one run: the pass reads each answer of the instrument once from a dictionary.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

from handrail.core.questionnaires.domain.interview import told
from handrail.identify.domain.determination import determine
from handrail.identify.domain.screening import next_question
from handrail.identify.instruments.loading import instruments, interview
from tests.identify.vectors import vectors

SETS = 300


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    """Print one JSON document: medians and the worst, in milliseconds and as multiples of the pass."""
    found = max((interview(id) for id in instruments()), key=lambda each: len(each.questions))
    sets = [answers for answers, _document in vectors(found, SETS, seed=1)]
    bare = [
        seconds(lambda answers=answers: [answers.get(each.id) for each in found.questions])
        for answers in sets
    ]
    facts = [told(found, answers) for answers in sets]
    decided = [seconds(lambda each=each: determine(each)) for each in facts]
    asked = [seconds(lambda answers=answers: next_question(found, answers)) for answers in sets]
    passed = statistics.median(bare)
    report = {
        name: {
            "median_ms": round(statistics.median(times) * 1000, 4),
            "worst_ms": round(max(times) * 1000, 4),
            "times_a_pass": round(statistics.median(times) / passed, 1),
        }
        for name, times in (("pass", bare), ("determination", decided), ("next question", asked))
    }
    json.dump({"instrument": found.id, "questions": len(found.questions), **report}, sys.stdout, indent=2)
    print()
    return int(max(decided) > 0.001 or max(asked) > 0.02)


if __name__ == "__main__":
    sys.exit(main())

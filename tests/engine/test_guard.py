"""A document's time adds up over its steps, and is its own."""

import time

import pytest

from pipeline.engine.guard import Alarm, TooSlow


def test_time_of_all_steps_counts() -> None:
    with Alarm(0.4).set() as alarm:
        alarm.limit("slow", time.sleep, 0.3)
        alarm.limit("other", time.sleep, 0.3)
        with pytest.raises(TooSlow):
            alarm.limit("slow", time.sleep, 0.3)


def test_a_spent_document_stays_stopped() -> None:
    with Alarm(0.1).set() as alarm:
        for _ in range(2):
            with pytest.raises(TooSlow):
                alarm.limit("slow", time.sleep, 5)

"""When an outside service is left alone, and when it is asked again."""

from still_clock import Clock

from broadcast.adapters.speech.breaker import Breaker


def after(clock: Clock, *events: str) -> Breaker:
    breaker = Breaker(now=clock.now)
    for event in events:
        if event == "passed":
            breaker.passed()
        else:
            breaker.failed(throttled=event == "throttled")
    return breaker


def test_three_failures_in_a_row_open_it(clock: Clock) -> None:
    assert not after(clock, "failed", "failed").is_open
    assert after(clock, "failed", "failed", "failed").is_open


def test_a_success_between_keeps_it_closed(clock: Clock) -> None:
    assert not after(clock, "failed", "failed", "passed", "failed", "failed").is_open


def test_a_success_does_not_excuse_being_asked_too_often(clock: Clock) -> None:
    assert after(clock, "throttled", "passed", "throttled", "passed", "throttled").is_open


def test_refusals_of_long_ago_are_forgotten(clock: Clock) -> None:
    breaker = after(clock, "throttled", "passed", "throttled", "passed")
    clock.sleep(600)
    breaker.failed(throttled=True)
    assert not breaker.is_open


def test_it_closes_for_one_attempt_and_opens_again_when_that_fails(clock: Clock) -> None:
    breaker = after(clock, "failed", "failed", "failed")
    clock.sleep(599)
    assert breaker.is_open
    clock.sleep(1)
    assert not breaker.is_open
    breaker.failed(throttled=False)
    assert breaker.is_open


def test_after_a_success_it_forgets_that_it_was_open(clock: Clock) -> None:
    breaker = after(clock, "failed", "failed", "failed")
    clock.sleep(600)
    breaker.passed()
    breaker.failed(throttled=False)
    assert not breaker.is_open

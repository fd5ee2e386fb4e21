"""Several people at once who send bombs, in a process of their own: told what to do by stdin, says what came.

`python -m broadcast.bench.besieging`: a JSON line in (url, headers, zeros, clients), then it sends until
stdin closes, and prints what was answered: of each file its kind, the status, the seconds.
"""

import json
import os
import sys
import threading
import time

import requests

from broadcast.bench.bombs import bombs

_PATIENCE_S = 30


def main() -> None:
    """Send until the other end of stdin is closed."""
    os.nice(19)  # they would sit at other machines: they take no processor from the one that answers
    wish = json.loads(sys.stdin.readline())
    files = list(bombs(wish["zeros"]).items())
    over, answers = threading.Event(), list[tuple[str, int, float]]()

    def send(first: int) -> None:
        with requests.Session() as session:
            number = first
            while not over.is_set():
                kind, (name, content) = files[number % len(files)]
                started = time.perf_counter()
                answer = session.post(
                    f"{wish['url']}/api/v1/scripts",
                    files={"file": (name, content)},
                    headers=wish["headers"],
                    timeout=_PATIENCE_S,
                )
                answers.append((kind, answer.status_code, time.perf_counter() - started))
                number += 1

    senders = [threading.Thread(target=send, args=(number,)) for number in range(wish["clients"])]
    for sender in senders:
        sender.start()
    print("sending", flush=True)  # noqa: T201 - told to the process that started this one
    sys.stdin.read()
    over.set()
    for sender in senders:
        sender.join()
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()

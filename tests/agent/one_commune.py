"""The agent as a process: `python one_commune.py URL DATA AIRCHECKS`, ended by SIGTERM or kill -9."""

import signal
import sys
import threading
from pathlib import Path

import requests

from broadcast.agent import Agent, open_player

if __name__ == "__main__":
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    url, data, airchecks = sys.argv[1:]
    session = requests.Session()
    session.trust_env = False
    player = open_player(f"file:{airchecks}")
    Agent(url, "an-thanh-trung", Path(data), player, session=session, poll_s=1.0).run(stop)

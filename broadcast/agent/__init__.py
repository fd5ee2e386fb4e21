"""The commune's agent: a package of its own that knows no room of the server, only its public contract."""

from broadcast.agent.agent import Agent, Shift
from broadcast.agent.players import Player, open_player

__all__ = ["Agent", "Player", "Shift", "open_player"]

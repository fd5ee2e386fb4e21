"""Where sound leaves the agent: a port, and one file for each real alternative."""

from broadcast.agent.players.choosing import open_player
from broadcast.agent.players.player import Heard, Player, PlayerFailed, Source

__all__ = ["Heard", "Player", "PlayerFailed", "Source", "open_player"]

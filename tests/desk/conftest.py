import pytest
from told_days import DAY, told

from broadcast.desk.studio import Studio
from broadcast.playlist import to_json
from broadcast.store import playlists
from broadcast.store.playlists import Snapshot


@pytest.fixture
def day_was_told(small_studio: Studio) -> Studio:
    """Two stations were told a day by hand."""
    with small_studio.database.begin() as connection:
        for station in ("kien-an", "my-an"):
            given = told(station)
            body = to_json(given.playlist)
            end = given.playlist.expires_at
            playlists.publish(connection, Snapshot(station, DAY, 1, "d" * 64, body, given.published_at, end))
    return small_studio

"""Whether the service lives, whether the day is made, and a few figures for Prometheus."""

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from broadcast.doors.api import models
from broadcast.doors.asked import LanguageDep, StudioDep

router = APIRouter(tags=["health"])

_FRESH = {"cache-control": "no-store"}
_BEING_MADE: dict[str, Any] = {
    "model": models.Progress,
    "description": "The day is being made, or a station failed",
    "headers": {"Retry-After": {"schema": {"type": "string"}}},
}


@router.get("/healthz", summary="The service answers")
async def healthz() -> models.Alive:
    """At once, also while the day is being made."""
    return models.Alive()


@router.get("/readyz", summary="Every playlist of the shown day is stored", responses={503: _BEING_MADE})
def readyz(response: Response, studio: StudioDep, language: LanguageDep) -> models.Progress:
    """200 when all is made, else 503 with the same body; a failed one is named and keeps it there."""
    progress = studio.progress()
    response.headers.update(_FRESH)
    if not progress.ready:
        response.status_code = 503
        response.headers["retry-after"] = "2"
    failed = {station: why.said(language) for station, why in progress.failed.items()}
    return models.Progress(made=progress.made, of=progress.of, failed=failed)


@router.get("/metrics", summary="Figures for Prometheus", response_class=PlainTextResponse)
def metrics(request: Request, studio: StudioDep) -> Response:
    """Stations made, of how many, failed; answers given, by route and status."""
    progress = studio.progress()
    answers: Counter[tuple[str, int]] = request.app.state.answers
    lines = [
        "# TYPE broadcast_stations gauge",
        f"broadcast_stations {progress.of}",
        "# TYPE broadcast_stations_made gauge",
        f"broadcast_stations_made {progress.made}",
        "# TYPE broadcast_stations_failed gauge",
        f"broadcast_stations_failed {len(progress.failed)}",
        "# TYPE broadcast_answers_total counter",
        *(
            f'broadcast_answers_total{{route="{route}",status="{status}"}} {count}'
            for (route, status), count in sorted(answers.items())
        ),
    ]
    return PlainTextResponse("\n".join(lines) + "\n", headers=_FRESH)

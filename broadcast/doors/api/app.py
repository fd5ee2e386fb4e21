"""The application that is served: API and pages over one studio."""

from collections import Counter
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from broadcast.doors import pages
from broadcast.doors.api import (
    audio,
    audit,
    campaigns,
    clearing,
    handing,
    health,
    logbook,
    logbook_models,
    models,
    operating,
    operating_models,
    people,
    people_models,
    planning,
    reports,
    rules,
    stations,
    texts,
    timetable,
    timetable_models,
)
from broadcast.doors.api.gate import Gate
from broadcast.doors.api.problems import FaultModel, Problem, map_errors
from broadcast.doors.compressing import Compressing
from broadcast.doors.entrance import APART_S
from broadcast.doors.pace import Queue
from broadcast.doors.studio import Studio

API_VERSION = "1.0.0"
"""Of the station routes: a minor step adds, and there is no major one under /api/v1."""

_NAMED = (
    Problem,
    FaultModel,
    models.Playlist,
    logbook_models.AsRunLine,
    logbook_models.Heartbeat,
    operating_models.Control,
    people_models.Manuscript,
    timetable_models.PlacementProblem,
)

ROOMS = (
    stations,
    rules,
    logbook,
    audio,
    handing,
    texts,
    people,
    clearing,
    operating,
    campaigns,
    planning,
    audit,
    health,
    timetable,
    reports,
)

_REFERENCE = "#/components/schemas/{model}"


def create_app(studio: Studio) -> FastAPI:
    """API and pages that ask `studio`. There is no docs page: those load their scripts from the internet."""
    app = FastAPI(title="Broadcast", version=API_VERSION, docs_url=None, redoc_url=None)
    app.state.studio = studio
    app.state.answers = Counter()
    app.state.uploads = Queue(APART_S)
    for room in ROOMS:
        app.include_router(room.router)
    pages.add_to(app)
    map_errors(app)
    app.add_middleware(Compressing)
    app.add_middleware(Gate, answers=app.state.answers)
    app.openapi = lambda: openapi(app)  # type: ignore[method-assign] # FastAPI's own way to extend it
    return app


def openapi(app: FastAPI) -> dict[str, Any]:
    """The document at /openapi.json, with the models that routes name but answer in their own bytes."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description="Đài truyền thanh cơ sở | Loudspeaker stations: playlists, audio, scripts, plans.",
            routes=app.routes,
        )
        app.openapi_schema = _with_models(document)
    return app.openapi_schema


def _with_models(document: dict[str, Any]) -> dict[str, Any]:
    """Add models that no route returns as such; take out FastAPI's own 422, which we never answer."""
    schemas = document["components"]["schemas"]
    for operation in (each for item in document["paths"].values() for each in item.values()):
        answers = operation["responses"]
        if "application/json" in answers.get("422", {}).get("content", {}):
            del answers["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in _NAMED:
        schema = model.model_json_schema(ref_template=_REFERENCE, mode="serialization")
        for name, each in {**schema.pop("$defs", {}), model.__name__: schema}.items():
            if schemas.setdefault(name, each) != each:
                raise ValueError(f"two models of the API are called {name}")
    return document

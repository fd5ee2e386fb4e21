"""The API of stations and programs, and the application that serves it beside the pages."""

from broadcast.doors.api.app import create_app

__all__ = ["create_app"]

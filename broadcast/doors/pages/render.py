"""Pages from templates: the reader's language, the links that keep it, the headers that guard them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from broadcast.calendar import said
from broadcast.doors.asked import studio_of
from broadcast.doors.entrance import session_of
from broadcast.doors.pages import granting, wording
from broadcast.doors.pages.navigation import entries
from broadcast.doors.studio import LoggedIn
from broadcast.doors.wishes import language_of
from broadcast.errors import BroadcastError, Fault
from broadcast.language import Language, Text
from broadcast.people import Act, Role
from broadcast.report import wording as report_wording
from broadcast.schedule import Contact

HERE = Path(__file__).parent

GUARDS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
}
"""Headers of every page: nothing from elsewhere, nothing inline, no frame around it."""


def templates() -> Environment:
    """The templates of this folder; a name that is missing is an error, not an empty place."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        wording=wording, granting=granting, Role=Role, words=report_wording, on_days=said
    )
    return environment


def page(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> Response:
    """`template` in the language of the request."""
    language = language_of(request.query_params, request.headers)
    values.setdefault("session", session_of(request) if status < 500 else None)  # a broken server asks nobody
    session = values["session"] if isinstance(values["session"], LoggedIn) else None
    html = fragment(
        request,
        template,
        here=request.url.path,
        contact=_whom_to_call(request),
        navigation=tuple(entries(session)),
        **values,
    )
    kept = "no-store" if session else "no-cache"  # Back shows nobody what the last person had open
    about = {"cache-control": kept, "vary": "Accept-Language", "content-language": language.value}
    return HTMLResponse(html, status, {**about, **GUARDS, **(headers or {})})


def fragment(request: Request, template: str, **values: object) -> str:
    """A part of a page, as HTML in the language of the request."""
    language = language_of(request.query_params, request.headers)
    environment: Environment = request.app.state.templates
    return environment.get_template(template).render(
        lang=language.value,
        language=language,
        t=_chooser(language),
        say=lambda sentence: sentence.said(language),
        link=_linker(request),
        Act=Act,
        **values,
    )


def problem_page(
    request: Request, status: int, title: Text, faults: Sequence[Fault], headers: Mapping[str, str]
) -> Response:
    """An error as a page that says what to do; one that passes by itself loads itself again."""
    again = status == 503 and request.method == "GET"  # nothing is sent twice by itself
    about = {"status_code": status, "title": title, "faults": faults, "again": again}
    return page(request, "problem.html", status, headers, **about)


def turned_to(request: Request, path: str) -> Response:
    """Send the browser on to `path`, in the language that was chosen by hand."""
    return RedirectResponse(_linker(request)(path), 303, headers={"cache-control": "no-store"})


def _whom_to_call(request: Request) -> Callable[[], Contact | None]:
    """Asked only where something went wrong; a service that cannot tell is no second trouble."""

    def contact() -> Contact | None:
        try:
            found: Contact | None = studio_of(request).contact()
        except BroadcastError:
            return None
        return found

    return contact


def _chooser(language: Language) -> Callable[[str, str], str]:
    return lambda vi, en: vi if language is Language.VI else en


def _linker(request: Request) -> Callable[[str], str]:
    """Links inside the pages keep a language that was chosen by hand."""
    chosen = request.query_params.get("lang")
    suffix = f"?lang={chosen}" if chosen in set(Language) else ""

    def link(path: str) -> str:
        address, mark, anchor = path.partition("#")
        joint = suffix.replace("?", "&") if "?" in address else suffix
        return f"{address}{joint}{mark}{anchor}"

    return link

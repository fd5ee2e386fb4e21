"""A real PostgreSQL for the tests of this folder, where its programs and a driver are found."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


def _program(name: str) -> str:
    found = shutil.which(name) or max(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}")), default="")
    if not found:
        pytest.skip(f"PostgreSQL is missing: no {name}")
    return found


def _owner() -> str:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        pytest.skip("PostgreSQL is missing: no user postgres to run it as")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Path]:
    """The folder of the socket of a PostgreSQL that lives as long as the tests."""
    initdb, pg_ctl, owner = _program("initdb"), _program("pg_ctl"), _owner()
    with tempfile.TemporaryDirectory(prefix="pg-") as home:  # a socket's path is at most 107 bytes long
        folder = Path(home)
        shutil.chown(folder, owner)

        def run(*command: str) -> None:
            user = {"user": owner} if os.geteuid() == 0 else {}
            subprocess.run(command, check=True, timeout=60, cwd=folder, stdout=subprocess.DEVNULL, **user)

        at = ("-D", f"{folder}/data")
        run(initdb, *at, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        run(pg_ctl, *at, "-w", "-l", f"{folder}/log", "-o", f"-k {folder} -c listen_addresses=''", "start")
        try:
            yield folder
        finally:
            run(pg_ctl, *at, "-w", "-m", "immediate", "stop")


@pytest.fixture
def postgresql(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh database."""
    if importlib.util.find_spec("psycopg") is None:
        pytest.skip("psycopg is missing: no driver for PostgreSQL")
    import psycopg

    cluster = request.getfixturevalue("cluster")
    with psycopg.connect(f"host={cluster} user=postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS broadcast WITH (FORCE)")
        connection.execute("CREATE DATABASE broadcast")
    return f"postgresql+psycopg://postgres@/broadcast?host={cluster}"

"""What the terminal shows on stderr while work goes on: bars, lines, and at the end a table."""

import os
import threading
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from broadcast.language import Language, Text


class Screen:
    """A watcher of long work that draws bars on a terminal, and says each phase once elsewhere."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.stop = threading.Event()
        self._console = Console(stderr=True, highlight=False)
        self._bars = Progress(
            TextColumn("{task.description}", justify="left"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._console.is_terminal:
            self._bars.stop()

    def phase(self, name: Text, total: int) -> None:
        """A new bar of `total` steps."""
        if self._console.is_terminal:
            self._task = self._bars.add_task(name.said(self.language), total=total)
        else:
            self.say(Text(f"{name.vi}: {total}", f"{name.en}: {total}"))

    def step(self) -> None:
        """One step of the newest bar."""
        if self._task is not None:
            self._bars.advance(self._task)

    def stopping(self) -> bool:
        """Whether the work shall stop."""
        return self.stop.is_set()

    def say(self, text: Text) -> None:
        """One line on stderr."""
        self._console.print(text.said(self.language), markup=False, soft_wrap=True)

    def table(self, title: Text, columns: tuple[Text, ...], rows: list[tuple[str, ...]]) -> None:
        """A table on stderr: what was made."""
        table = Table(*(column.said(self.language) for column in columns), title=title.said(self.language))
        for row in rows:
            table.add_row(*row)
        self._console.print(table)


def exit_soon(status: int, *, after_s: float = 5.0) -> None:
    """End the process in a while though a thread may still wait for a slow machine: all written is whole."""
    timer = threading.Timer(after_s, os._exit, (status,))
    timer.daemon = True
    timer.start()

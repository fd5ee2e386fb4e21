"""Xem ngay khi đến: a file is looked at while it comes; what is nothing that we take is not even kept.

A browser tells its answer only after all was sent, so the rest is read to its end, and thrown away.
"""

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser

from broadcast.desk.intake import at_first_sight
from broadcast.errors import Invalid
from broadcast.files.upload import HEAD_BYTES, MOST, refuse_larger


class Looking(MultiPartParser):
    """Reads a form with a file; `refused` is why the file is not taken, None as long as it may be.

    Small files are kept whatever they are: who receives them looks at all of them.
    """

    refused: Invalid | None = None
    _head = b""
    _most: int | None = None
    _came = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """Some bytes of one part of the form."""
        file = self._current_part.file
        if file is None:
            super().on_part_data(data, start, end)
        elif self.refused is None:
            try:
                self._look(file, data[start:end])
            except Invalid as error:
                self.refused = error
            else:
                super().on_part_data(data, start, end)

    def _look(self, file: UploadFile, block: bytes) -> None:
        """Raise Invalid when it is seen now that the file is nothing that we take."""
        name = file.filename or ""
        self._came += len(block)
        if self._most is None:
            self._head += block[: HEAD_BYTES - len(self._head)]
            if len(self._head) == HEAD_BYTES:
                self._most = MOST[at_first_sight(name, self._head)]
        if self._most is not None:
            refuse_larger(self._came, self._most, name)

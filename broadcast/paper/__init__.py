"""Giấy tờ: reports and running orders as files of an office: documents, workbooks, drawings."""

from broadcast.paper.drawing import Easel
from broadcast.paper.form import written

__all__ = ["Easel", "written"]

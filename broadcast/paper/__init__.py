"""Giấy tờ: reports and running orders as files of an office: documents, workbooks, drawings."""

from broadcast.paper.drawing import Easel
from broadcast.paper.form import written
from broadcast.paper.running_order import OrderForm, file_name, running_order

__all__ = ["Easel", "OrderForm", "file_name", "running_order", "written"]

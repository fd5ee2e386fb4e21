"""Giấy tờ: reports and running orders as files of an office: documents, workbooks, drawings."""

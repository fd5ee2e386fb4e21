"""Bàn làm việc: one function per thing that a person or a clock asks for."""

"""Bài: what a writer hands in and an approver clears for air."""

from broadcast.script.script import Approval, BulletinClass, Script, fingerprint

__all__ = ["Approval", "BulletinClass", "Script", "fingerprint"]

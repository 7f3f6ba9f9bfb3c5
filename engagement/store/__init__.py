"""Stored data: a SQL manifest and a folder of immutable Parquet objects."""

from engagement.store.manifest.records import Dataset, Drop, KeptRecipe, LogEntry, Outcome, Version
from engagement.store.objects.errors import StoreError
from engagement.store.workspaces.opening import open_workspace, workspaces
from engagement.store.workspaces.workspace import Workspace

__all__ = [
    "Dataset",
    "Drop",
    "KeptRecipe",
    "LogEntry",
    "Outcome",
    "StoreError",
    "Version",
    "Workspace",
    "open_workspace",
    "workspaces",
]

"""`handrail import-figures FILE`: UNODC's country tables, as published."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from handrail.measure.actions import load_figures
from handrail.measure.domain.glotip import read_rows
from handrail.measure.figure_files import CITATION, NAME, FiguresProblem, digest, read_file
from handrail.measure.words import DROPPED


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, help="the GLOTIP table from dataunodc.un.org: CSV, CSV.gz or Excel"
    )
    parser.add_argument(
        "--extract-date", default="", help="the date that the file names for its extract, for the citation"
    )
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def run(options: argparse.Namespace) -> int:
    """0: loaded, or the same file was loaded before. 2: not such a file."""
    try:
        print(f"Reading {options.file.name} ...", file=sys.stderr)
        reading = read_rows(read_file(options.file))
        sha256 = digest(options.file)
    except FiguresProblem as problem:
        print(f"{problem.where}: {problem.why} {problem.mend}", file=sys.stderr)
        return 2
    citation = CITATION + (f", extract of {options.extract_date}" if options.extract_date else "")
    source, changed = load_figures(reading, name=NAME, citation=citation, sha256=sha256, actor=None)
    answer = {
        "id": str(source.id),
        "changed": changed,
        "citation": source.citation,
        "rows_in": source.rows_in,
        "rows_kept": source.rows_kept,
        "rows_dropped": source.rows_in - source.rows_kept,
        "dropped": source.dropped,
    }
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return 0
    print("Loaded." if changed else "This very file was loaded before: nothing changed.")
    print(f"{source.rows_in:,} rows read, {source.rows_kept:,} kept, {answer['rows_dropped']:,} dropped.")
    for reason, rows in source.dropped.items():
        print(f"  {rows:,}: {DROPPED.get(reason, reason)}")
    return 0

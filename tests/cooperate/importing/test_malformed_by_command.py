"""Every malformed file of the corpus through the command, as an account: a reason, and nothing is kept."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from handrail.cooperate.models import ImportRun
from handrail.cooperate.verbs import importing
from handrail.core.vault.models import KeptFile
from tests.cast import Cast
from tests.cooperate.importing.bringing import cases_of
from tests.cooperate.readers.test_malformed import CELLS, FILES

pytestmark = pytest.mark.pure  # about files: what is written to either database is tried elsewhere


def test_no_malformed_file_of_the_corpus_leaves_anything_behind(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    importing.add_arguments(parser)
    assert len(FILES) + len(CELLS) >= 250
    silent = []
    for label, name, make, _code in FILES:
        if label == "1 GB of zeros":  # seconds of unpacking, and looked at by the readers' own test
            continue
        place = tmp_path / name
        place.write_bytes(make())
        code = importing.run(parser.parse_args([str(place), "--as", "dao", "--dry-run"]))
        said = capsys.readouterr()
        if (not said.err and not said.out) or "Traceback" in said.err or code not in (0, 1, 2):
            silent.append(label)
    assert silent == []
    assert cases_of(cast.dao) == []
    assert not ImportRun._base_manager.exists()
    assert not KeptFile.objects.exists()

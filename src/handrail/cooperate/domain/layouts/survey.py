"""Submissions of the HTCDS XLSForm from ODK, Kobo and their like, in the forms that their servers export.

Columns are named by question, by group and question ("grp/prs_First_Name", "grp-prs_First_Name"), or
by label; a question with several answers is one cell of codes parted by spaces, or one column a choice.
"""

from __future__ import annotations

import re

from handrail.cooperate.domain.layouts.htcds import LEAST_KNOWN, field_of
from handrail.cooperate.domain.mapping import ColumnReader, Mapping, join_headers
from handrail.core.catalogue import CODELISTS
from handrail.core.catalogue.codelists import match_key

# Best first: only one of them becomes the case id.
_INSTANCE_IDS = ("meta/instanceID", "meta-instanceID", "instanceID", "KEY", "_uuid")
_STARTED = ("start", "_submission_time", "SubmissionDate")
_OTHER_METADATA = (
    "end today deviceid username subscriberid simserial phonenumber __version__ _version_ _id _index _status"
    " _notes _tags _geolocation _validation_status _submitted_by _attachments _xform_id_string formhub/uuid"
    " _bamboo_dataset_id meta/instanceName meta-instanceName meta/rootUuid meta/deprecatedID"
    " SubmitterID SubmitterName AttachmentsPresent AttachmentsExpected ReviewState DeviceID Edits FormVersion"
    " __id __system"
)
METADATA = frozenset((*_INSTANCE_IDS, *_STARTED, *_OTHER_METADATA.split()))
# "Status" and "start" alone could stand in any table; these stand only in what a survey server wrote.
_MARKS = frozenset((*_INSTANCE_IDS, "_submission_time", "SubmissionDate", "__version__", "formhub/uuid"))
# The published form labels prs_Title "Second Name" as well: in an export by label it comes second.
_LABEL_FAULTS = {"Second Name (2)": "prs_Title"}
_NUMBERED = re.compile(r"^(.*?)\s*#(\d{1,3})$")


def survey_mapping(rows: list[list[str]]) -> Mapping | None:
    """The mapping of an export of submissions with its header in the first row; else None."""
    if not rows or not _MARKS.intersection(text.strip() for text in rows[0]):
        return None
    headers = join_headers([rows[0]])
    columns: dict[str, tuple[ColumnReader, ...]] = {}
    for header in headers:
        reader = _reader(header) if header not in METADATA else None
        if reader is not None:
            columns[header] = (reader,)
    if len(columns) < LEAST_KNOWN:
        return None
    for wanted, field_id in ((_INSTANCE_IDS, "hr_CaseId"), (_STARTED, "hr_RegisteredOn")):
        mapped = {reader.field for readers in columns.values() for reader in readers}
        first = next((name for name in wanted if name in headers), None)
        if first and field_id not in mapped:
            columns[first] = (ColumnReader(field_id),)
    return Mapping(name="survey", columns=columns, ignore=tuple(METADATA))


def _reader(header: str) -> ColumnReader | None:
    if header in _LABEL_FAULTS:
        return ColumnReader(_LABEL_FAULTS[header])
    found = _NUMBERED.match(header)
    name, line = (found[1], int(found[2])) if found else (header, 1)
    whole = field_of(name, name)
    if whole is not None:
        return ColumnReader(whole.id, line=line)
    parts = re.split(r"[/:.-]", name)
    last = field_of(parts[-1], parts[-1])
    if last is not None:
        return ColumnReader(last.id, line=line)
    # The choice itself may contain a slash ("Threatens children/family"): try every place to part them.
    for cut in range(1, len(parts)):
        kind = field_of(parts[cut - 1], parts[cut - 1])
        choice = "/".join(parts[cut:])
        if kind is not None and kind.codelist and match_key(choice):
            code = CODELISTS[kind.codelist].match(choice)
            if code is not None:
                return ColumnReader(kind.id, flag=code, line=line)
    return None

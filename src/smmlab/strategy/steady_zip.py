"""Office files with a fixed clock and nothing of the template they began as."""

import io
import zipfile
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    b'openxmlformats.org/officeDocument/2006/extended-properties"><Application>smmlab'
    b"</Application></Properties>"
)


def steady_zip(data: bytes) -> bytes:
    """Return the same archive with every time in it set to one day."""
    steady = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(steady, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return steady.getvalue()


def forget_template(main_part: Any) -> None:
    """Take out the preview picture, the printer and the counts, which describe another file."""
    package = main_part.package
    # The two libraries keep the same relations under different names.
    relations_of_package = package._rels if hasattr(package, "_rels") else package.rels
    for relations in (relations_of_package, main_part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                relations.pop(key)
    for part in package.iter_parts():
        if str(part.partname) == "/docProps/app.xml":
            part._blob = _PROPERTIES

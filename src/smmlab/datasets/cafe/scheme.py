"""The café's utm.toml: its site and the campaigns it ran, as its marketer would have written it."""

from pathlib import Path

from smmlab.datasets.cafe.truth import TRUTH

SCHEME_FILE = "utm.toml"


def write_cafe_scheme(folder: Path) -> Path:
    """Write utm.toml into a client folder and return its path; one that exists stays.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(write_cafe_scheme(Path(folder)).read_text(encoding="utf-8").splitlines()[0])
    site = "kaja.example"
    """
    path = folder / SCHEME_FILE
    if not path.exists():
        campaigns = [
            f'[[campaigns]]\nname = "{one.name}"\n'
            f"first_day = {one.first_day}\nlast_day = {one.last_day}\n"
            for one in TRUTH.campaigns
        ]
        path.write_text("\n".join(['site = "kaja.example"\n', *campaigns]), encoding="utf-8")
    return path

"""Whose people a row is about: what a rival's files hold is no audience of the client's."""

from typing import TYPE_CHECKING

from smmlab.spark import read_on_spark

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import DataFrame

    from smmlab.store import Manifest, Store

# Posts say themselves whose they are, and a rival's shop or site is in no file.
OF_ONE_SIDE = frozenset(("interactions", "people", "audience", "daily"))


def own_rows(
    relation: "duckdb.DuckDBPyRelation", table: str, manifest: "Manifest"
) -> "duckdb.DuckDBPyRelation":
    """Leave out the rows of a table that came from a rival's files.

    Parameters
    ----------
    relation
        A canonical table, with ``source_file``.
    table
        Its name; posts, which say whose they are, and tables of the client alone stay whole.
    manifest
        Tells which files are a rival's. Of a row that several files give, the newest counts.

    Examples
    --------
    >>> import duckdb
    >>> from smmlab.store import Imported, Manifest
    >>> acts = duckdb.sql("SELECT * FROM (VALUES ('a.json'), ('b.json')) t(source_file)")
    >>> theirs = Imported("b.json", "", "telegram", False, 0)
    >>> own_rows(acts, "interactions", Manifest((theirs,))).fetchall()
    [('a.json',)]
    """
    rivals = [line.file for line in manifest.imports if not line.is_own]
    if table not in OF_ONE_SIDE or not rivals:
        return relation
    listed = ", ".join("'" + name.replace("'", "''") + "'" for name in rivals)
    return relation.filter(f"source_file NOT IN ({listed})")


def own_on_spark(master: str, table: str, store: "Store") -> "DataFrame":
    """Return a table as a Spark frame, without what people did with the posts of rivals.

    Parameters
    ----------
    master
        Where Spark is.
    table
        A canonical table.
    store
        Where its file lies. Spark frames do not say from which file a row came, so that what hangs
        on no post, such as the list of a rival's members, cannot be told apart there.
    """
    frame = read_on_spark(master, table, store.values_path(table))
    if table != "interactions" or all(line.is_own for line in store.read().imports):
        return frame
    posts = read_on_spark(master, "posts", store.values_path("posts"))
    theirs = posts.filter("NOT is_own").select("network", "post_id")
    return frame.join(theirs, ["network", "post_id"], "left_anti").select(*frame.columns)

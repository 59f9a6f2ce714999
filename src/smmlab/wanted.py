"""What a strategy still needs, network by network, and where to click to export it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from smmlab.exports.catalogue import READERS
from smmlab.exports.reading import Reader
from smmlab.texts import Phrase, Words, message
from smmlab.texts.labels import TABLE_NAMES, network_name

# What the first notebooks ask of every network, and of the site and the shop.
_OF_A_NETWORK = ("posts", "interactions", "audience")
_OF_THE_SITE = ("visits", "orders")
# Where nothing was imported yet: the networks whose files most clients can get.
_FIRST = ("facebook", "instagram", "telegram", "tiktok", "youtube", "vkontakte", "linkedin")


@dataclass(frozen=True)
class Wanted:
    """A table that has no rows yet, of one network or of none, and how to export them.

    Parameters
    ----------
    table
        Name of the canonical table.
    network
        The network, or empty for the site and the shop.
    export
        What the export is called.
    how
        Where to click.
    may_be_in
        Whether there are rows of this table whose file names no network: they may be this one's.
    """

    table: str
    network: str
    export: str
    how: str
    may_be_in: bool = False

    def line(self, words: Words) -> str:
        """Say it in one line."""
        shown = Phrase(TABLE_NAMES[self.table])
        if not self.network:
            return words.say("{table}: none yet. {how}", table=shown, how=Phrase(self.how))
        told = (
            message(
                "{network}, {table}: a file is here that names no network; it may be this one's. "
                "If it is not: {how}"
            )
            if self.may_be_in
            else message("{network}, {table}: none yet. {how}")
        )
        return words.say(
            told,
            network=network_name(self.network, words),
            table=shown,
            how=Phrase(self.how),
        )


def wanted_exports(held: Mapping[str, frozenset[str]]) -> tuple[Wanted, ...]:
    """Return what to export next.

    Parameters
    ----------
    held
        The networks that each table has rows of; an empty name stands for rows of no network.

    Returns
    -------
    tuple of Wanted
        For every network with posts or people in the tables what else its exports would give,
        then what the site and the shop would. What a network cannot give is asked of another.

    Examples
    --------
    >>> found = wanted_exports({"posts": frozenset({"instagram"})})
    >>> [(gap.network, gap.table) for gap in found]
    [('telegram', 'interactions'), ('instagram', 'audience'), ('', 'visits'), ('', 'orders')]
    """
    networks = sorted(set().union(*(held.get(table, ()) for table in _OF_A_NETWORK)) - {""})
    gaps = [
        (table, network) for table in _OF_A_NETWORK for network in _lacking(table, networks, held)
    ]
    gaps += [(table, "") for table in _OF_THE_SITE if not held.get(table)]
    return tuple(
        Wanted(
            table,
            network,
            reader.card.title,
            reader.card.how_to_get,
            may_be_in=bool(network) and "" in held.get(table, ()),
        )
        for table, network in gaps
        for reader in _readers_of(table, network)[:1]
    )


def _lacking(
    table: str, networks: Sequence[str], held: Mapping[str, frozenset[str]]
) -> Sequence[str]:
    if not networks:
        return _FIRST if table == "posts" else ()
    able = [network for network in networks if _readers_of(table, network)]
    if not able and not held.get(table):
        # No network of the client tells it: one that does is named.
        return [network for network in _FIRST if _readers_of(table, network)][:1]
    return [network for network in able if network not in held.get(table, ())]


def _readers_of(table: str, network: str) -> list[Reader]:
    """Return who reads it: the network's own exports come before those of tools."""
    able = [
        reader
        for reader in READERS
        if table in reader.tables and (network in reader.networks or not network)
    ]
    return sorted(able, key=lambda reader: len(reader.networks) > len(_OF_THE_SITE))

"""The mappafondo: where each node of the diagram stands, so that names stay outside the flows and lines cross little."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Node", "Placed", "order_by_sources", "stack"]

Node = Hashable


@dataclass(frozen=True)
class Placed:
    """A node and its place: `center` from 0 (top) to 1 (bottom)."""

    node: Node
    amount: Decimal
    center: float


def order_by_sources(links: Mapping[tuple[Node, Node], Decimal], sources: Iterable[Node]) -> list[Node]:
    """Order the targets of links by the mean place of what flows into them: few lines cross then."""
    place = {source: i for i, source in enumerate(sources)}
    weight: dict[Node, Decimal] = {}
    moment: dict[Node, Decimal] = {}
    for (source, target), amount in links.items():
        weight[target] = weight.get(target, Decimal(0)) + amount
        moment[target] = moment.get(target, Decimal(0)) + amount * place[source]
    return sorted(weight, key=lambda node: (moment[node] / weight[node] if weight[node] else Decimal(0), str(node)))


def stack(amounts: Mapping[Node, Decimal], order: Iterable[Node], per_euro: float) -> list[Placed]:
    """Place nodes from top to bottom, spread evenly over the whole height.

    Parameters
    ----------
    per_euro
        Part of the height that one euro takes; the same for every column of the diagram.
    """
    nodes = list(order)
    heights = [float(amounts[node]) * per_euro for node in nodes]
    space = (1 - sum(heights)) / max(1, len(nodes) - 1) if len(nodes) > 1 else 0.0
    top = 0.0 if len(nodes) > 1 else (1 - sum(heights)) / 2
    placed = []
    for node, height in zip(nodes, heights, strict=True):
        placed.append(Placed(node, amounts[node], top + height / 2))
        top += height + space
    return placed

"""Graphs as arrays: which nodes hang together, and what can be reached from one of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]


def components(size: int, a: IntArray, b: IntArray) -> IntArray:
    """Return for each of ``size`` nodes the lowest node it hangs together with, by undirected edges a–b.

    Labels are passed along all edges at once and shortened by pointer jumping until nothing changes
    (Shiloach and Vishkin 1982).
    """
    label = np.arange(size, dtype=np.int64)
    if len(a) == 0:
        return label
    while True:
        before = label.copy()
        lower = np.minimum(label[a], label[b])
        np.minimum.at(label, label[a], lower)
        np.minimum.at(label, label[b], lower)
        label = label[label]
        if np.array_equal(label, before):
            return label


def strong_components(size: int, source: IntArray, target: IntArray) -> IntArray:
    """Return for each node a number shared by all nodes that reach it and are reached from it (Tarjan 1972)."""
    order = np.argsort(source, kind="stable")
    heads = target[order]
    first = np.searchsorted(source[order], np.arange(size + 1))
    index = np.full(size, -1, dtype=np.int64)
    low = np.zeros(size, dtype=np.int64)
    found = np.full(size, -1, dtype=np.int64)
    stack: list[int] = []
    count = 0
    for root in range(size):
        if index[root] >= 0:
            continue
        work = [(root, int(first[root]))]
        index[root] = low[root] = count
        count += 1
        stack.append(root)
        while work:
            node, at = work[-1]
            if at < first[node + 1]:
                work[-1] = (node, at + 1)
                following = int(heads[at])
                if index[following] < 0:
                    index[following] = low[following] = count
                    count += 1
                    stack.append(following)
                    work.append((following, int(first[following])))
                elif found[following] < 0:
                    low[node] = min(low[node], index[following])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                while True:
                    member = stack.pop()
                    found[member] = node
                    if member == node:
                        break
    return found


def bridges(size: int, a: IntArray, b: IntArray) -> NDArray[np.bool_]:
    """Tell which undirected edges are bridges: without them their two ends would not hang together."""
    edge = np.tile(np.arange(len(a)), 2)
    start, end = np.append(a, b), np.append(b, a)
    order = np.argsort(start, kind="stable")
    edge, end = edge[order], end[order]
    first = np.searchsorted(start[order], np.arange(size + 1))
    index = np.full(size, -1, dtype=np.int64)
    low = np.zeros(size, dtype=np.int64)
    is_bridge = np.zeros(len(a), dtype=bool)
    count = 0
    for root in range(size):
        if index[root] >= 0:
            continue
        index[root] = low[root] = count
        count += 1
        work = [(root, -1, int(first[root]))]
        while work:
            node, by, at = work[-1]
            if at < first[node + 1]:
                work[-1] = (node, by, at + 1)
                if edge[at] == by:
                    continue
                following = int(end[at])
                if index[following] >= 0:
                    low[node] = min(low[node], index[following])
                    continue
                index[following] = low[following] = count
                count += 1
                work.append((following, int(edge[at]), int(first[following])))
                continue
            work.pop()
            if work:
                parent = work[-1][0]
                low[parent] = min(low[parent], low[node])
                is_bridge[by] = low[node] > index[parent]
    return is_bridge

"""Attributes of many features as columns: what kind each is, which rows meet a condition, and in which order.

Everything works on whole columns, so that a layer of 200,000 features answers while somebody types.
"""

from layers.attributes.columns import Kind, TableColumn, column_of, columns_of
from layers.attributes.conditions import matching
from layers.attributes.ordering import order_by

__all__ = ["Kind", "TableColumn", "column_of", "columns_of", "matching", "order_by"]

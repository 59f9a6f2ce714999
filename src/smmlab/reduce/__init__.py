"""The heavy reductions, written once: many rows in, few rows out, in any engine.

Each takes a native frame (pandas, Polars, a DuckDB relation, a Spark frame) and returns one of the
same kind, rows in no particular order. Time is int64 epoch seconds; aggregates are those that merge
(rows, sums, extremes, distinct values as rows of a distinct list), so the result does not depend on
how an engine cuts its work. What people see is sorted and divided later, on the small result.
"""

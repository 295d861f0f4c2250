"""Products, Cholesky factors and products with a vector by numpy and scipy, which call OpenBLAS on one thread."""

from time import perf_counter

import numpy as np
from scipy.linalg import cholesky as factor
from serve import serve

data = {}


def library():
    """Path of the OpenBLAS that numpy has loaded."""
    from threadpoolctl import threadpool_info

    paths = [pool["filepath"] for pool in threadpool_info() if pool["internal_api"] == "openblas"]
    return {"path": next((path for path in paths if "numpy" in path), None)}


def matrix(n, salt):
    return ((np.arange(n * n, dtype=np.int64) * 7919 + salt) % 2001 / 1000 - 1).reshape(n, n)


def prepare(routine, n):
    A = matrix(n, 1)
    data.clear()
    data.update(A=A, B=matrix(n, 2) if routine == "product" else None, x=np.ones(n))
    if routine == "Cholesky":
        data["S"] = np.asfortranarray(A @ A.T + n * np.eye(n))
    return {}


def run(routine, repeats, at):
    """Seconds of a run, mean of so many, and the entries of the result at these places of its rows."""
    A, B, x = data["A"], data["B"], data["x"]
    total = 0
    for _ in range(repeats):
        copy = data["S"].copy(order="F") if routine == "Cholesky" else None
        start = perf_counter()
        if routine == "product":
            result = A @ B
        elif routine == "rank-k":
            result = A @ A.T  # numpy's own way to the symmetric product, of which it computes one half
        elif routine == "Cholesky":
            result = factor(copy, lower=True, overwrite_a=True)
        else:
            result = A @ x
        total += perf_counter() - start
    return {"seconds": total / repeats, "values": result.ravel()[at].tolist()}


serve(library, prepare, run)

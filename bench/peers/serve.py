"""Answers requests of peer.ts: one JSON object a line, {"task": name, ...arguments}, each with one line."""

import importlib
import importlib.metadata
import json
import resource
import sys


# Of modules that do not tell their version.
DISTRIBUTIONS = {"scnn": "pyscnn", "curvlinops": "curvlinops-for-pytorch", "pyhessian": "PyHessian"}


def versions(modules):
    """Version of each module, or why it is missing, and which kernels OpenBLAS chose."""
    found, absent = {}, {}
    for name in modules:
        try:
            module = importlib.import_module(name)
            found[name] = getattr(module, "__version__", None) or getattr(module, "sqlite_version", None) or importlib.metadata.version(DISTRIBUTIONS[name])
        except Exception as error:
            absent[name] = str(error)
    try:
        from threadpoolctl import threadpool_info

        kernels = {pool["architecture"] for pool in threadpool_info() if pool["internal_api"] == "openblas"}
        found["OpenBLAS kernel"] = ", ".join(sorted(kernels)) or "none"
    except ImportError:
        pass
    return {"found": found, "absent": absent}


def peak():
    """Most memory that this process, or a child of it, ever had resident, in MB (10^6 bytes)."""
    users = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    unit = 1 if sys.platform == "darwin" else 1024
    return {"megabytes": max(resource.getrusage(user).ru_maxrss for user in users) * unit / 1e6}


def serve(*tasks):
    """Runs the functions that are asked for by name until standard input ends; an error is an answer too."""
    known = {task.__name__: task for task in (versions, peak, *tasks)}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = known[request.pop("task")](**request)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)

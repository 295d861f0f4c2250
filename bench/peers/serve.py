"""Answers requests of peer.ts: one JSON object a line, {"task": name, ...arguments}, each with one line."""

import importlib
import importlib.metadata
import json
import re
import resource
import sys
from pathlib import Path


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
    """Most memory that this process, or a child of it, ever had resident, in MB (10^6 bytes).

    On Linux ru_maxrss of the process itself starts with what its parent had, and VmHWM does not.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    status = Path("/proc/self/status")
    if status.exists():
        own = int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) * 1024
    else:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {"megabytes": max(own, children) / 1e6}


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

"""The sampled convex program by CVXPY with Clarabel, SCS and ECOS, and by scnn's augmented Lagrangian, each on one thread.

A solve runs in a child process, which is ended at its time limit: not every solver has a limit of its own.
"""

import json
import os
import signal
from pathlib import Path
from time import perf_counter

import numpy as np
from serve import serve

data = {}


def load(folder, n, d, patterns, loss, beta):
    """Reads X (n x d), y (n), the patterns (P x n) and, where there are gates, the directions (P x d) that gave them."""
    read = lambda name, *shape: np.fromfile(Path(folder) / name, np.float64).reshape(shape)
    data.update(folder=folder, loss=loss, beta=beta)
    data.update(X=read("X", n, d), y=read("y", n), active=read("active", patterns, n), gates=read("gates", patterns, d))
    return {}


def tolerances(solver, tolerance):
    """The one tolerance of a solver as its own options; none for its defaults."""
    if tolerance is None:
        return {}
    names = {
        "CLARABEL": ("tol_gap_abs", "tol_gap_rel", "tol_feas"),
        "SCS": ("eps_abs", "eps_rel"),
        "ECOS": ("abstol", "reltol", "feastol"),
    }[solver]
    return dict.fromkeys(names, tolerance)


def by_cvxpy(solver, tolerance):
    import cvxpy as cp

    X, y, active, loss, beta = (data[name] for name in ("X", "y", "active", "loss", "beta"))
    (n, d), P = X.shape, len(active)
    start = perf_counter()
    blocks = cp.Variable((2 * P, d))
    z = cp.Variable(n)
    F = np.hstack([row[:, None] * X for row in active])
    difference = cp.Variable(P * d)  # a variable of its own: the factors of Clarabel are 1.7 times faster than without
    outputs = z == F @ difference
    same = difference == cp.reshape(blocks[:P] - blocks[P:], (P * d,), order="C")
    signs = 2 * active - 1
    cones = [(signs[b % P][:, None] * X) @ blocks[b] >= 0 for b in range(2 * P)]
    fit = cp.sum_squares(z - y) / 2 if loss == "squared" else cp.sum(cp.pos(1 - cp.multiply(y, z))) / n
    problem = cp.Problem(cp.Minimize(fit + beta * cp.sum(cp.norm(blocks, axis=1))), [outputs, same, *cones])
    options = {"max_iters": 1_000_000} if solver == "SCS" else {}
    problem.solve(solver=solver, **tolerances(solver, tolerance), **options)
    seconds = perf_counter() - start
    stats = problem.solver_stats
    answer = {"seconds": seconds, "inside": stats.solve_time, "iterations": stats.num_iters, "status": problem.status}
    return answer, blocks.value, -outputs.dual_value, np.stack([cone.dual_value for cone in cones])


def by_scnn(tolerance):
    from scnn.activations import compute_activation_patterns
    from scnn.metrics import Metrics
    from scnn.models import ConvexReLU
    from scnn.optimize import optimize_model
    from scnn.regularizers import NeuronGL1
    from scnn.solvers import AL

    X, y, gates, beta = (data[name] for name in ("X", "y", "gates", "beta"))
    if data["loss"] != "squared":
        raise ValueError("scnn has the squared loss only")
    (n, d), P = X.shape, len(gates)
    start = perf_counter()
    model = ConvexReLU(gates.T, c=1)
    options = {} if tolerance is None else {"tol": tolerance, "constraint_tol": tolerance}
    fitted, _ = optimize_model(
        model,
        AL(model, **options),
        Metrics(),
        X,
        y,
        regularizer=NeuronGL1(beta / n),  # its loss is a mean
        return_convex=True,
        unitize_data=False,  # columns of unit length would be another regularizer
        dtype="float64",
    )
    seconds = perf_counter() - start
    v, w = (np.asarray(part).reshape(-1, d) for part in fitted.parameters)
    if len(v) != P:
        raise ValueError(f"{len(v)} patterns came back of {P}")
    patterns, _ = compute_activation_patterns(X, gates.T)  # in the order of the result
    z = np.einsum("kp,kj,pj->k", patterns, X, v - w)
    place = {row.tobytes(): i for i, row in enumerate(patterns.T.astype(bool))}
    order = [place[row.tobytes()] for row in data["active"].astype(bool)]
    blocks = np.vstack([v[order], w[order]])
    return {"seconds": seconds, "inside": seconds, "iterations": None, "status": "ended"}, blocks, z - y, None


def solve(solver, tolerance, limit):
    """Seconds and status of a solve; its point lies in the folder: blocks (2P x d), q (n) and, if there, eta (2P x n)."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limit)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        try:
            answer, *arrays = by_scnn(tolerance) if solver == "scnn" else by_cvxpy(solver, tolerance)
            for name, values in zip(("blocks", "q", "eta"), arrays):
                if values is not None:
                    np.ascontiguousarray(values, np.float64).tofile(Path(data["folder"]) / name)
            answer["multipliers"] = arrays[2] is not None
        except Exception as error:
            answer = {"seconds": 0, "status": "failed", "reason": f"{type(error).__name__}: {error}"[:200]}
        os.write(writer, json.dumps(answer).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        text = pipe.read()
    _, code = os.waitpid(child, 0)
    if code == 0:
        return json.loads(text)
    return {"seconds": limit, "status": "limit" if os.WTERMSIG(code) == signal.SIGALRM else "killed"}


serve(load, solve)

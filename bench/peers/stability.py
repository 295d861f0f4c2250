"""Descents of the diagonal and the two-layer ReLU network, their Gram matrices and the curvature of the loss, as programs of
numpy, PyTorch, curvlinops and PyHessian.

One thread each. A step: theta <- theta - (rate/B) sum e_i grad f(x_i), the whole of it shortened to length rate * clip.
"""

from pathlib import Path
from time import perf_counter

import numpy as np
from serve import serve

data = {}


def load(folder, arrays, model):
    """Reads raw files, one for each name of arrays: [shape, dtype]."""
    data.clear()
    data["model"] = model
    for name, (shape, dtype) in arrays.items():
        data[name] = np.fromfile(Path(folder) / name, dtype).reshape(shape)
    return {}


def factor(rate, clip, norm):
    return rate if norm <= clip else rate * clip / norm


def diagonal_numpy(theta, X, y, batches, rate, clip):
    a, b = theta.reshape(2, -1).copy()
    for batch in batches:
        x, target = (X, y) if batch is None else (X[batch], y[batch])
        if np.ndim(target) == 0:
            v = ((a * b) @ x - target) * x
        else:
            v = (x @ (a * b) - target) @ x / len(x)
        ga, gb = v * b, v * a
        s = factor(rate, clip, np.sqrt(ga @ ga + gb @ gb))
        a -= s * ga
        b -= s * gb
    return np.concatenate([a, b])


def relu_numpy(theta, X, y, batches, rate, clip):
    d = X.shape[1]
    m = len(theta) // (d + 1)
    W, a = theta[: m * d].reshape(m, d).copy(), theta[m * d :].copy()
    squares = np.einsum("ij,ij->i", X, X)
    for batch in batches:
        x, target = (X, y) if batch is None else (X[batch], y[batch])
        if np.ndim(target) == 0:
            h = np.maximum(W @ x, 0)
            e = a @ h - target
            slopes = np.where(h > 0, a, 0)
            norm = abs(e) * np.sqrt(h @ h + squares[batch] * (slopes @ slopes))
            s = factor(rate, clip, norm) * e
            W -= np.multiply.outer(s * slopes, x)
            a -= s * h
        else:
            H = np.maximum(x @ W.T, 0)
            e = (H @ a - target) / len(x)
            G = (np.multiply.outer(e, a) * (H > 0)).T @ x
            g = e @ H
            s = factor(rate, clip, np.sqrt(np.vdot(G, G) + g @ g))
            W -= s * G
            a -= s * g
    return np.concatenate([W.ravel(), a])


def diagonal_torch(parameters, x):
    a, b = parameters
    return x @ (a * b)


def relu_torch(parameters, x):
    W, a = parameters
    return (x @ W.T).relu() @ a


def parts(model, theta, d):
    """Theta as the tensors that the models above take."""
    import torch

    torch.set_num_threads(1)
    m = len(theta) // (d + 1)
    shapes = [(d,), (d,)] if model == "diagonal" else [(m, d), (m,)]
    pieces = np.split(theta, [len(theta) - shapes[1][0]])
    return [torch.tensor(piece.reshape(shape)) for piece, shape in zip(pieces, shapes)]


def autograd(model, theta, X, y, batches, rate, clip):
    import torch

    f = {"diagonal": diagonal_torch, "relu": relu_torch}[model]
    parameters = [part.requires_grad_() for part in parts(model, theta, X.shape[1])]
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    for batch in batches:
        x, target = (X, y) if batch is None else (X[batch], y[batch])
        ((f(parameters, x) - target) ** 2 / 2).mean().backward()
        with torch.no_grad():
            norm = torch.nn.utils.get_total_norm([part.grad for part in parameters]).item()
            for part in parameters:
                part.sub_(part.grad, alpha=factor(rate, clip, norm))
                part.grad = None
    return np.concatenate([part.detach().numpy().ravel() for part in parameters])


def descent(library, model, batch, steps, rate, clip):
    """Seconds of so many steps on `batch` samples each (0: all of them), and where they lead."""
    theta, X, y, indices = (data[name] for name in ("theta", "inputs", "targets", "indices"))
    if batch == 0:
        batches = [None] * steps
    elif batch == 1:
        batches = indices[:steps].tolist()
    else:
        batches = list(indices[: batch * steps].reshape(steps, batch).astype(np.int64))
    run = {"diagonal": diagonal_numpy, "relu": relu_numpy}[model]
    start = perf_counter()
    if library == "numpy":
        end = run(theta, X, y, batches, rate, clip)
    else:
        end = autograd(model, theta, X, y, batches, rate, clip)
    return {"seconds": perf_counter() - start, "values": end.tolist()}


def gram_numpy(model, theta, X):
    if model == "diagonal":
        scaled = X * np.sqrt(np.sum(theta.reshape(2, -1) ** 2, 0))
        return scaled @ scaled.T
    d = X.shape[1]
    m = len(theta) // (d + 1)
    H = np.maximum(X @ theta[: m * d].reshape(m, d).T, 0)
    slopes = (H > 0) * theta[m * d :]
    return H @ H.T + (X @ X.T) * (slopes @ slopes.T)


def gram_torch(model, theta, X):
    """By the Jacobian of the model, as one does without a closed form."""
    import torch

    f = {"diagonal": diagonal_torch, "relu": relu_torch}[model]
    per_sample = torch.func.vmap(torch.func.grad(f), in_dims=(None, 0))
    gradients = per_sample(parts(model, theta, X.shape[1]), torch.from_numpy(X))
    J = torch.cat([g.flatten(1) for g in gradients], 1)
    return (J @ J.T).numpy()


def gram(library, model):
    theta, X = data["theta"], data["inputs"]
    start = perf_counter()
    K = {"numpy": gram_numpy, "torch": gram_torch}[library](model, theta, X)
    return {"seconds": perf_counter() - start, "values": K.ravel().tolist()}


def spectrum(library, model):
    """All eigenvalues of K, ascending."""
    K = gram_numpy(model, data["theta"], data["inputs"])
    start = perf_counter()
    values = np.linalg.eigvalsh(K)
    return {"seconds": perf_counter() - start, "values": values.tolist()}


def module():
    """The network as a module that answers with a column, the usual form of a regression, and its mean squared error / 2."""
    import torch

    W, a = parts("relu", data["theta"], data["inputs"].shape[1])
    m, d = W.shape
    layers = [torch.nn.Linear(d, m, bias=False), torch.nn.ReLU(), torch.nn.Linear(m, 1, bias=False)]
    net = torch.nn.Sequential(*layers).double()
    with torch.no_grad():
        net[0].weight.copy_(W)
        net[2].weight.copy_(a[None, :])

    class HalfMean(torch.nn.MSELoss):
        def forward(self, f, target):
            return super().forward(f, target) / 2

    return net, HalfMean(), torch.from_numpy(data["inputs"]), torch.from_numpy(data["targets"])[:, None]


def operator():
    """H of curvlinops. Its own check that batches come in one order is left out, as it costs passes through the data."""
    from curvlinops import HessianLinearOperator

    net, loss, X, y = module()
    return HessianLinearOperator(net, loss, list(net.parameters()), [(X, y)], check_deterministic=False)


def pyhessian_of():
    import warnings

    from pyhessian import hessian

    warnings.filterwarnings("ignore", message="Using backward\\(\\) with create_graph=True")  # its own way
    net, loss, X, y = module()
    return hessian(net, loss, data=(X, y), cuda=False)


def product(library):
    """H v by a second pass through the graph of the gradient, which is made before."""
    import torch

    v = torch.from_numpy(data["direction"])
    if library == "curvlinops":
        H = operator()
        run = lambda: H @ v
    else:
        net, loss, X, y = module()
        shapes = [p.shape for p in net.parameters()]
        pieces = [part.reshape(shape) for part, shape in zip(v.split([s.numel() for s in shapes]), shapes)]
        if library == "pyhessian":
            from pyhessian.utils import hessian_vector_product

            H = pyhessian_of()
            multiply = lambda: hessian_vector_product(H.gradsH, H.params, pieces)
        else:
            weights = list(net.parameters())
            gradient = torch.autograd.grad(loss(net(X), y), weights, create_graph=True)
            multiply = lambda: torch.autograd.grad(gradient, weights, pieces, retain_graph=True)
        run = lambda: torch.cat([part.flatten() for part in multiply()])
    run()
    start = perf_counter()
    for _ in range(5):
        Hv = run()
    return {"seconds": (perf_counter() - start) / 5, "values": Hv.detach().tolist()}


def trace(library, probes):
    """Hutchinson's estimate from so many products."""
    import torch

    torch.manual_seed(1)
    start = perf_counter()
    if library == "curvlinops":
        from curvlinops import hutchinson_trace

        value = float(hutchinson_trace(operator(), num_matvecs=probes))
    else:
        value = float(np.mean(pyhessian_of().trace(maxIter=probes, tol=0)))
    return {"seconds": perf_counter() - start, "values": [value]}


def largest(library, tolerance):
    """The largest eigenvalue of H: by ARPACK on the operator of curvlinops, by PyHessian's power iteration."""
    import torch

    torch.manual_seed(1)
    start = perf_counter()
    if library == "curvlinops":
        from scipy.sparse.linalg import eigsh

        H = operator().to_scipy()
        (value,) = eigsh(H, k=1, which="LA", tol=tolerance, return_eigenvectors=False, v0=data["direction"])
    else:
        (value,), _ = pyhessian_of().eigenvalues(maxIter=1000, tol=tolerance)
    return {"seconds": perf_counter() - start, "values": [float(value)]}


serve(load, descent, gram, spectrum, product, trace, largest)

"""The XOR dynamics as numpy and PyTorch programs: peers of frozenDescent, one thread each.

n training inputs and k probes (d columns), m neurons; rate is the step size alpha.
"""

from pathlib import Path
from time import perf_counter

import numpy as np
from scipy.sparse import csr_array
from serve import serve

data = {}


def load(folder, shapes):
    """Reads raw float64 files, one for each name of shapes."""
    for name, shape in shapes.items():
        data[name] = np.fromfile(Path(folder) / name).reshape(shape)
    return {}


def dense(G, neurons):
    """Slopes by a product of the masks with all rows of G (n x columns): the same cost at every step."""
    masks = np.empty((neurons, len(G)))
    product = np.empty((neurons, G.shape[1]))

    def slopes(active):
        masks[...] = active
        return np.matmul(masks, G, out=product)

    return slopes


def increments(G, neurons):
    """Slopes kept from step to step: a sparse product adds the rows of G whose sample has just flipped.

    Where more than an eighth of the samples flipped the dense product is faster.
    """
    n = len(G)
    before = np.zeros((neurons, n), bool)
    kept = np.zeros((neurons, G.shape[1]))

    def slopes(active):
        nonlocal before
        flipped = np.flatnonzero(active ^ before)
        before = active
        if len(flipped) > neurons * n / 8:
            return np.matmul(active.astype(float), G, out=kept)
        values = np.where(active.ravel()[flipped], 1.0, -1.0)
        starts = np.searchsorted(flipped, n * np.arange(neurons + 1))
        change = csr_array((values, flipped % n, starts), shape=(neurons, n))
        return np.add(kept, change @ G, out=kept)

    return slopes


def gram(form, rate, readouts, probes):
    """Gram form with the logistic derivative frozen at 1/2; pre-activations Z are kept in units of a step.

    probes 'carried': pre-activations of the probes take every step too; 'counted': they are found at each readout from
    how often each sample was active. Outputs: readouts x (n + k).
    """
    make = {"dense": dense, "increments": increments}[form]
    start = perf_counter()
    X, P, y, W, signs = (data[name] for name in ("inputs", "probes", "labels", "weights", "signs"))
    n, m = len(X), len(W)
    step = rate / (2 * n * np.sqrt(m))
    carried = np.vstack([X, P]) if probes == "carried" else X
    signed = y[:, None] * X
    G, G_probes = signed @ carried.T, signed @ P.T
    outputs = np.zeros((len(readouts), n + len(P)))
    for sign in (1, -1):
        w = W[signs == sign]
        Z = w @ carried.T / step
        Z_probes = w @ P.T / step
        counts = np.zeros((len(w), n), np.int32)
        slopes = make(G, len(w))
        for readout, t in enumerate(readouts):
            for _ in range(readouts[readout - 1] if readout else 0, t):
                active = Z[:, :n] > 0
                if probes == "counted":
                    counts += active
                (np.add if sign > 0 else np.subtract)(Z, slopes(active), out=Z)
            f = np.maximum(Z, 0).sum(0)
            if probes == "counted":
                f = np.append(f, np.maximum(Z_probes + sign * (counts @ G_probes), 0).sum(0))
            outputs[readout] += sign * f
    outputs *= step / np.sqrt(m)
    return {"seconds": perf_counter() - start, "outputs": outputs.tolist()}


def network(X, P, y, W, signs):
    """One step of full-batch SGD by autograd on the logistic loss, as a function that returns the outputs before it."""
    import torch

    torch.set_num_threads(1)
    a = signs / len(W) ** 0.5
    W.requires_grad_()

    def step(rate):
        f = torch.relu(X @ W.T) @ a
        torch.nn.functional.softplus(-y * f).mean().backward()
        with torch.no_grad():
            outputs = torch.cat([f, torch.relu(P @ W.T) @ a])
            W.sub_(W.grad, alpha=rate)
        W.grad = None
        return outputs

    return step


def autograd(rate, readouts):
    """The descent on the loaded data with the exact derivative, in float64. Outputs: readouts x (n + k)."""
    import torch

    start = perf_counter()
    step = network(*(torch.tensor(data[name]) for name in ("inputs", "probes", "labels", "weights", "signs")))
    outputs = [step(rate) for _ in range(readouts[-1] + 1)]
    seconds = perf_counter() - start
    return {"seconds": seconds, "outputs": [outputs[t].tolist() for t in readouts]}


direct_networks = {}


def direct(dtype, n, k, p, m, omega, rate):
    """Seconds of one step without reduction of the dimension, on normal data: the time does not depend on the values."""
    import torch

    if dtype not in direct_networks:
        direct_networks.clear()  # a gigabyte
        normal = lambda *shape: torch.randn(*shape, dtype=getattr(torch, dtype))
        sign = lambda length: normal(length).sign()
        direct_networks[dtype] = network(normal(n, p), normal(k, p), sign(n), omega * normal(m, p), sign(m))
    start = perf_counter()
    direct_networks[dtype](rate)
    return {"seconds": perf_counter() - start}


serve(load, gram, autograd, direct)

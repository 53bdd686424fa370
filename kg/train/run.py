"""A training in progress: weights, optimiser, schedule, log and state; both trainings are such runs."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import math
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Rates:
    """How fast is learnt: peak rates of the encoder's layers and of the rest, and the share of warming up."""

    layers: float
    heads: float
    warmup: float


class Run:
    """One run in its folder; the same folder goes on where a run was stopped.

    Args:
        model: With an ``encoder`` whose layers learn more slowly than the rest.
        work: Folder of ``state.pt`` and ``train.log``.
        rates: Peak rates; they rise linearly, then fall linearly with the units done.
        total: Units (words or sentences) of the whole run.
        device: ``cpu`` or ``cuda``.
    """

    def __init__(self, model: nn.Module, work: Path, rates: Rates, total: int, device: str) -> None:
        keep_freed_memory()
        self.model = model.to(device)
        self.work, self.rates, self.total, self.device = work, rates, total, device
        named = list(model.named_parameters())
        layers = [p for n, p in named if n.startswith("encoder.layers")]
        heads = [p for n, p in named if not n.startswith("encoder.layers") and p.requires_grad]
        self._learning = [*heads, *layers]
        self._optimiser = torch.optim.AdamW(
            [{"params": layers}, {"params": heads}], lr=0.0, weight_decay=0.01
        )
        self.done, self.epoch, self.step = 0, 0, 0
        self.average: dict[str, Tensor] = {}
        self._clock = time.monotonic()
        self._resume()
        self._begun = self.done

    @property
    def progress(self) -> float:
        """Share of the run that is done, in [0, 1]."""
        return min(1.0, self.done / self.total)

    @property
    def speed(self) -> float:
        """Units a second since this process took the run up."""
        return (self.done - self._begun) / max(1e-9, time.monotonic() - self._clock)

    def learn(self, loss: Tensor, units: int) -> None:
        """One step of the optimiser; ``units`` were learnt from.

        Raises:
            FloatingPointError: The loss is not finite.
        """
        if not math.isfinite(loss.item()):
            raise FloatingPointError(f"the loss is not finite at {self.done} of {self.total}")
        factor = min(1.0, self.progress / self.rates.warmup) * max(0.02, 1 - self.progress)
        for group, rate in zip(
            self._optimiser.param_groups, (self.rates.layers, self.rates.heads), strict=True
        ):
            group["lr"] = rate * factor
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._learning, 2.0)
        self._optimiser.step()
        self.done += units

    def add_to_average(self) -> None:
        """Count the present weights into the average of the run's end."""
        self.average["#"] = self.average.get("#", torch.zeros(())) + 1
        for name, parameter in self.model.named_parameters():
            if parameter.requires_grad:
                value = parameter.detach().clone()
                self.average[name] = self.average[name] + value if name in self.average else value

    def say(self, *words: object) -> None:
        """A line in the log."""
        with (self.work / "train.log").open("a", encoding="utf-8") as log:
            print(*words, file=log)

    def save(self, epoch: int, step: int = 0) -> None:
        """Write the state; the run goes on at this step of this pass."""
        state = {
            "model": self.model.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "done": self.done,
            "epoch": epoch,
            "step": step,
            "average": self.average,
        }
        write_weights(self.work / "state.pt", state)

    def finish(self, settings: Mapping[str, object], inputs: Mapping[str, str]) -> Path:
        """Write ``final.pt`` (averaged where there is an average) and ``run.json``."""
        final = self.model.state_dict()
        if self.average:
            count = self.average["#"]
            final = {k: (self.average[k] / count if k in self.average else v) for k, v in final.items()}
        write_weights(self.work / "final.pt", final)
        run = {"settings": settings, "inputs": inputs, "command": ["kg", *sys.argv[1:]]}
        (self.work / "run.json").write_text(json.dumps(run, indent=1), encoding="utf-8")
        return self.work / "final.pt"

    def _resume(self) -> None:
        path = self.work / "state.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device, weights_only=False)
        self.model.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.done, self.epoch, self.step = state["done"], state["epoch"], state["step"]
        self.average = state["average"]


def checksum(path: Path) -> str:
    """SHA-256 of a file, or of a folder's files in order."""
    digest = hashlib.sha256()
    for file in sorted(path.iterdir()) if path.is_dir() else [path]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def write_weights(path: Path, state: object) -> None:
    """Write with ``torch.save``, in one go: a run stopped meanwhile leaves the old file."""
    fresh = path.with_suffix(".tmp")
    torch.save(state, fresh)
    fresh.replace(path)


def keep_freed_memory() -> None:
    """Let glibc keep the big blocks that a step frees, instead of asking the kernel for zeroed ones anew.

    Half of a step's CPU time went to page faults before; elsewhere this does nothing.
    """
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(-4, 0)  # M_MMAP_MAX
        libc.mallopt(-1, 2**31 - 1)  # M_TRIM_THRESHOLD

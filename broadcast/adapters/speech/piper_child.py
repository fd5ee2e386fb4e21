r"""The program of one Piper process: ids of phonemes come in by stdin, samples go out by stdout, and it ends.

    python -I piper_child.py MODEL BYTES CPU_SECONDS PARENT

MODEL is a voice's .onnx file; the job is JSON of BYTES bytes: {"sentences": [[ids], ...], "scales": [noise,
length, noise of the widths], "speaker": number or null}. Out come little-endian float32 mono samples.

A model file is the operator's, and what runs it is a large library: so it runs here, within limits. The noise
in the graph comes from one seed, set before the model is loaded: the same job gives the same samples.
"""

import json
import sys
from typing import Any

from broadcast.adapters.speech.espeak_child import die_with, fence

CUT, NO_RUNTIME, NO_MODEL, NO_SOUND = 3, 4, 5, 6
"""Exit statuses: a job that broke off; onnxruntime is not installed; no usable model; the model fails."""

_MEMORY_BYTES = 4 << 30
_SEED = 1
_SILENT_LOG = 4


def main(model: str, *figures: str) -> int:
    """Do the one job; the exit status."""
    length, cpu_s, parent = map(int, figures)
    fence(cpu_s, _MEMORY_BYTES)
    die_with(parent)
    job = sys.stdin.buffer.read()
    if len(job) != length:
        return CUT
    try:
        import onnxruntime
    except ImportError:
        return NO_RUNTIME
    return _speak(onnxruntime, model, json.loads(job))


def _speak(onnxruntime: Any, model: str, job: dict[str, Any]) -> int:  # noqa: ANN401 - it has no types
    import numpy as np

    try:
        session = _session(onnxruntime, model)
    except Exception:  # noqa: BLE001 - whatever it raises of a damaged file; this process ends with it
        return NO_MODEL
    try:
        parts = [_sentence(session, ids, job) for ids in job["sentences"]]
    except Exception:  # noqa: BLE001 - likewise
        return NO_SOUND
    samples = np.concatenate(parts).astype("<f4")
    if not np.isfinite(samples).all():
        return NO_SOUND
    sys.stdout.buffer.write(samples.tobytes())
    return 0


def _session(onnxruntime: Any, model: str) -> Any:  # noqa: ANN401
    """The model on one thread: several add up in another order, and the workers share the cores already."""
    onnxruntime.set_seed(_SEED)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _SILENT_LOG
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _sentence(session: Any, ids: list[int], job: dict[str, Any]) -> Any:  # noqa: ANN401
    import numpy as np

    given = {
        "input": np.array([ids], np.int64),
        "input_lengths": np.array([len(ids)], np.int64),
        "scales": np.array(job["scales"], np.float32),
    }
    if job["speaker"] is not None:
        given["sid"] = np.array([job["speaker"]], np.int64)
    return session.run(None, given)[0].reshape(-1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""How long a step may take: dated norms with their source, and defaults of ours, which say so."""

from __future__ import annotations

from handrail.core.norms.domain.deadlines import Norm, NormProblem, norm_for
from handrail.core.norms.loading import deadlines, norms_in_force, own_file, read_deadlines

__all__ = ["Norm", "NormProblem", "deadlines", "norm_for", "norms_in_force", "own_file", "read_deadlines"]

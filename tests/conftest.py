"""How property tests are run: reproducible by default, wide at night."""

import os

from hypothesis import HealthCheck, Phase, settings

# A machine under load is slow at times: speed is measured in tests/bench, never here.
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]

# A failing program is made small where somebody looks at it: that can take as long as all tests together.
_FOUND_ONLY = [one for one in Phase if one not in (Phase.shrink, Phase.explain)]

settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=60, phases=_FOUND_ONLY, suppress_health_check=_QUIET
)
settings.register_profile("small", settings.get_profile("ci"), phases=list(Phase))
settings.register_profile(
    "nightly", deadline=None, max_examples=3000, print_blob=True, database=None, suppress_health_check=_QUIET
)
settings.load_profile(os.environ.get("PRAZO_HYPOTHESIS_PROFILE", "ci"))

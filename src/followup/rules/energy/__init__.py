"""Energy: units, mixes of fuels, saving against a comparator, saving against a baseline.

Every function is pure. It takes int, str, Decimal or float (a float as it is written), gives
Decimal unrounded, and rounds only where an argument says so; ``half_up`` rounds a result. None is
unknown and stays unknown, never nought. What is impossible raises ValueError with a sentence.
Shares are fractions: 0.25 is 25 per cent. docs/calculations.md lists them with published examples.
"""

from followup.domain.exact import Number, exact, half_up
from followup.rules.energy.climate import (
    emission_ceiling,
    reduction_achieved,
    saves_enough,
    saving,
    saving_of_fuel,
    share_for_reduction,
)
from followup.rules.energy.mixes import (
    amount_for_energy,
    counted_share,
    emission_per_energy,
    emission_per_unit,
    emitted,
    energy_content,
    energy_shares,
    mixed,
    per_transport_work,
    shares_of,
    volume_shares,
    weighted_mean,
)
from followup.rules.energy.savings import (
    degree_day_corrected,
    electricity_used,
    per_unit,
    per_year,
    primary_energy,
    produced_over_used,
    saved,
    saved_share,
    scaled_baseline,
    supplied_for,
    total_known,
)
from followup.rules.energy.units import by_factor, converted, litres_per_100_km

__all__ = [
    "Number", "amount_for_energy", "by_factor", "converted", "counted_share",
    "degree_day_corrected", "electricity_used", "emission_ceiling", "emission_per_energy",
    "emission_per_unit", "emitted", "energy_content", "energy_shares", "exact", "half_up",
    "litres_per_100_km", "mixed", "per_transport_work", "per_unit", "per_year", "primary_energy",
    "produced_over_used", "reduction_achieved", "saved", "saved_share", "saves_enough", "saving",
    "saving_of_fuel", "scaled_baseline", "share_for_reduction", "shares_of", "supplied_for",
    "total_known", "volume_shares", "weighted_mean",
]  # fmt: skip

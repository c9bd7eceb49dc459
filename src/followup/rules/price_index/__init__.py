"""Price adjustment by index, in Decimal: changes, prices, baskets, series, and a month's working.

What every function here keeps to:

- Numbers are ``Decimal``, ``int`` or ``str`` ("108.0"); a ``float`` is taken by what it prints.
- ``None`` is unknown and stays unknown: what is computed from it is ``None``, never 0.
- Results are unrounded (28 digits). ``half_up`` rounds half up; ``factor_digits`` rounds the index
  factor *before* it is used, as some published calculations do.
- An *absolute* change is in index points, a *relative* one is a fraction or, where the name says
  so, per cent. Shares and weights are fractions.
- Impossible input (an index of nought, weights that are not a whole) raises ``ValueError``.
"""

from followup.domain.exact import Number, exact, half_up
from followup.rules.price_index.basket import (
    Part,
    basket_change,
    basket_factor,
    basket_price,
    contributions,
    weights_after,
)
from followup.rules.price_index.change import (
    absolute_change,
    average_yearly_change,
    index_factor,
    points_as_percent,
    relative_change,
    relative_change_percent,
)
from followup.rules.price_index.price import (
    adjustment,
    chained_price,
    fuel_surcharge_percent,
    in_prices_of,
    indexed_price,
    threshold_change,
    threshold_reached,
)
from followup.rules.price_index.series import (
    chained_series,
    latest_published,
    link_factor,
    linked,
    mean,
    months_before,
    rebased,
)
from followup.rules.price_index.working import Reading, Terms, Working, work

__all__ = [
    "Number",
    "Part",
    "Reading",
    "Terms",
    "Working",
    "absolute_change",
    "adjustment",
    "average_yearly_change",
    "basket_change",
    "basket_factor",
    "basket_price",
    "chained_price",
    "chained_series",
    "contributions",
    "exact",
    "fuel_surcharge_percent",
    "half_up",
    "in_prices_of",
    "index_factor",
    "indexed_price",
    "latest_published",
    "link_factor",
    "linked",
    "mean",
    "months_before",
    "points_as_percent",
    "rebased",
    "relative_change",
    "relative_change_percent",
    "threshold_change",
    "threshold_reached",
    "weights_after",
    "work",
]

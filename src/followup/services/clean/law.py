"""The rules on clean vehicles of a country, from the catalogue's dated figures and lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from followup.domain.clean_vehicle import (
    CLASSES,
    Law,
    LawFigure,
    ReferencePeriod,
    ReportDays,
    VehicleClass,
)
from followup.domain.period import Period
from followup.reference.catalogue import Catalogue
from followup.reference.schema import Figure

TABLE = "clean_vehicles"
# What holds in every country without a row of its own.
_UNION = "EU"
_SUBJECTS: Final[dict[str, VehicleClass]] = {f"clean_{one}": one for one in CLASSES}


def law_of(catalogue: Catalogue, country: str, as_of: date) -> Law:
    """What holds in a country, as known on ``as_of``."""
    scope = catalogue.clean_scope
    periods = tuple(ReferencePeriod(p.code, Period(p.start, p.end)) for p in scope.periods)
    return Law(
        country=country,
        periods=periods,
        figures=dict(_figures(catalogue, country, periods, as_of)),
        procedure_after=scope.procedure_after.day,
        service_cpv=tuple(row.code for row in scope.service_cpv),
        services=frozenset(row.code for row in scope.forms if row.is_service),
        exceptions=frozenset(row.code for row in scope.exceptions),
        bus_classes=frozenset(row.code for row in scope.bus_classes),
        categories={row.code: row.vehicle_class for row in scope.categories},
        drives={row.code: row.makes for row in scope.drives},
        fuels={row.code: row.makes for row in scope.fuels},
        reports=tuple(
            ReportDays(row.due, Period(row.start, row.end), row.status == "enacted")
            for row in scope.reports
            if row.country == country
        ),
    )


def _figures(
    catalogue: Catalogue, country: str, periods: tuple[ReferencePeriod, ...], as_of: date
) -> Iterator[tuple[tuple[VehicleClass, str, str], LawFigure]]:
    """The Union's rows first and the country's after them: of one key the last holds."""
    known = [f for f in catalogue.data.figures[TABLE] if f.known_from <= as_of]
    for place in (_UNION, country):
        for figure in (f for f in known if f.country == place):
            for period in periods:
                if _holds(figure, period):
                    yield (_SUBJECTS[figure.subject], figure.part, period.code), _law_figure(figure)


def _holds(figure: Figure, period: ReferencePeriod) -> bool:
    return figure.valid_from <= period.days.start and period.days.end <= figure.valid_to


def _law_figure(figure: Figure) -> LawFigure:
    is_verified = figure.status != "unverified"
    return LawFigure(figure.lowest, is_verified, figure.source, figure.where)

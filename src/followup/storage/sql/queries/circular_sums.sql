-- one row per contract, asked stretch of days, what is counted, class and unit: the amounts that
-- are known, the rows that say them, and those that should and do not. `ask` holds contracts and
-- days; a row across a border gives the part of its days, in whole thousandths, and a file stored
-- for several contracts counts once in each stretch (rule 7): as in the measures
WITH said AS (
    SELECT
        'packaging' AS report, contract, submission, sha256, sheet, "row", "column", is_duplicate,
        is_questioned, period_start, period_end,
        unnest([
            {'what': 'weight', 'code': packaging_class, 'unit': 'kg',
             'amount': weight_kg, 'is_asked': TRUE, 'times': CAST(1 AS DECIMAL(21, 6))},
            {'what': 'units', 'code': packaging_class, 'unit': 'package', 'amount': units,
             'is_asked': TRUE, 'times': 1},
            {'what': 'returned', 'code': packaging_class, 'unit': 'kg', 'amount': returned_kg,
             'is_asked': TRUE, 'times': 1},
            {'what': 'recycled_material', 'code': packaging_class, 'unit': 'kg',
             'amount': CASE WHEN recycled_content IS NOT NULL THEN weight_kg END,
             'is_asked': TRUE, 'times': recycled_content},
            {'what': 'uses', 'code': packaging_class, 'unit': 'rotation',
             'amount': CASE WHEN rotations IS NOT NULL THEN units END,
             'is_asked': coalesce(packaging_class = 'reuse', TRUE), 'times': rotations}
        ], recursive := TRUE)
    FROM app.packaging_fact
    WHERE $report = 'packaging'
    UNION ALL BY NAME
    SELECT
        'furniture' AS report, contract, submission, sha256, sheet, "row", "column",
        is_duplicate, is_questioned, period_start, period_end,
        unnest([
            {'what': 'pieces', 'code': acquisition, 'unit': 'piece',
             'amount': pieces, 'is_asked': is_acquired},
            {'what': 'purchase_value', 'code': acquisition, 'unit': currency,
             'amount': purchase_value, 'is_asked': is_acquired},
            -- New furniture avoids no purchase of new.
            {'what': 'avoided_value', 'code': acquisition, 'unit': currency,
             'amount': avoided_value, 'is_asked': is_acquired AND acquisition != 'new'},
            {'what': 'avoided_co2e', 'code': acquisition, 'unit': 'kgCO2e',
             'amount': avoided_co2e_kg, 'is_asked': is_acquired AND acquisition != 'new'},
            {'what': 'weight', 'code': acquisition, 'unit': 'kg', 'amount': weight_kg,
             'is_asked': is_acquired},
            {'what': 'ecolabelled', 'code': acquisition, 'unit': 'piece',
             'amount': CASE is_ecolabelled WHEN TRUE THEN pieces WHEN FALSE THEN 0 END,
             'is_asked': is_acquired},
            {'what': 'repaired', 'code': acquisition, 'unit': 'piece',
             'amount': CASE is_repaired WHEN TRUE THEN pieces WHEN FALSE THEN 0 END,
             'is_asked': is_acquired},
            {'what': 'taken_back', 'code': acquisition, 'unit': 'piece',
             'amount': taken_back_pieces, 'is_asked': is_acquired},
            {'what': 'disposed', 'code': disposal_route, 'unit': 'piece',
             'amount': disposed_pieces, 'is_asked': disposed_pieces IS NOT NULL}
        ], recursive := TRUE)
    FROM app.furniture_fact
    WHERE $report = 'furniture'
    UNION ALL BY NAME
    SELECT
        'food_waste' AS report, contract, submission, sha256, sheet, "row", "column",
        is_duplicate, is_questioned, period_start, period_end,
        unnest([
            {'what': 'waste', 'code': waste_scope, 'unit': 'g',
             'amount': waste_kg * 1000, 'is_asked': TRUE}
        ], recursive := TRUE)
    FROM app.food_waste_fact
    WHERE $report = 'food_waste'
),
part AS (
    SELECT
        s.contract, a.start_date, a.end_date, s.what, s.unit,
        CASE WHEN NOT s.is_questioned THEN s.code END AS code,
        s.is_asked, s.period_start < a.start_date OR s.period_end > a.end_date AS is_split,
        CAST(CAST(
            CAST(s.amount * 1000 AS HUGEINT)
            * (least(s.period_end, a.end_date) - s.period_start + 1)
            // (s.period_end - s.period_start + 1)
            - CAST(s.amount * 1000 AS HUGEINT)
            * (greatest(s.period_start, a.start_date) - s.period_start)
            // (s.period_end - s.period_start + 1)
            AS DECIMAL(35, 0)
        ) * CAST(0.001 AS DECIMAL(3, 3)) * coalesce(s.times, 1) AS DECIMAL(38, 9)) AS amount
    FROM (
        -- Of a questioned row the amounts that bound it are known, as in the measures.
        SELECT * REPLACE (
            CASE WHEN NOT is_questioned
                OR what IN ('weight', 'units', 'pieces', 'purchase_value') THEN amount END
                AS amount
        )
        FROM said
    ) AS s
    INNER JOIN ask AS a
        ON a.contract = s.contract AND s.period_start <= a.end_date
        AND s.period_end >= a.start_date
    WHERE NOT s.is_duplicate AND (s.is_asked OR s.amount IS NOT NULL)
    QUALIFY s.submission = first_value(s.submission) OVER (
        PARTITION BY s.sha256, s.sheet, s."row", s."column", s.what, a.start_date, a.end_date
        ORDER BY
            least(s.period_end, a.end_date) - greatest(s.period_start, a.start_date) DESC,
            s.contract, s.submission
    )
)
SELECT
    contract, start_date, end_date, what, code, unit,
    coalesce(sum(amount), 0) AS amount,
    count(amount) AS rows_known,
    count(*) FILTER (amount IS NULL) AS rows_unknown,
    count(*) FILTER (is_split AND amount IS NOT NULL) AS rows_split
FROM part
GROUP BY contract, start_date, end_date, what, code, unit
ORDER BY contract, start_date, end_date, what, code NULLS LAST, unit

-- one row per ask and word of a person on what they have seen; the last one of the days counts
SELECT
    e.ask_id, CAST(NULL AS VARCHAR) AS submission, CAST(NULL AS VARCHAR) AS file_name,
    CAST(NULL AS VARCHAR) AS sha256, CAST(NULL AS VARCHAR) AS sheet,
    CAST(NULL AS INTEGER) AS "row", CAST(NULL AS VARCHAR) AS "column", e.cell,
    CAST(NULL AS VARCHAR) AS vehicle_id, CAST(NULL AS VARCHAR) AS fuel,
    e.seen AS fuel_raw, CAST(CAST(e.is_met AS INTEGER) AS DECIMAL(38, 3)) AS amount,
    'evidence' AS amount_unit, e.seen_date AS part_start, e.seen_date AS part_end,
    FALSE AS is_split,
    coalesce(e.ask_why, CASE WHEN e.later > 1 THEN 'judged_again' END) AS why,
    e.seen_date AS row_start, e.seen_date AS row_end,
    CAST(NULL AS DECIMAL(18, 6)) AS factor, NULL AS factor_source, NULL AS share_low,
    NULL AS share_high, NULL AS share_status, NULL AS share_source,
    CAST(CAST(e.is_met AS INTEGER) AS DECIMAL(38, 15)) AS numerator,
    CAST(1 AS DECIMAL(38, 15)) AS denominator, CAST(0 AS DECIMAL(38, 15)) AS unknown,
    NULL AS unbounded
FROM (
    SELECT
        a.ask_id, g.seen, g.seen_date, g.is_met,
        CASE WHEN a.why = 'outside_contract' AND g.seen_date > a.window_end THEN a.why END
            AS ask_why,
        concat_ws(' · ', g.document, g.given_by) AS cell,
        row_number() OVER (
            PARTITION BY a.ask_id ORDER BY ask_why NULLS FIRST, g.seen_date DESC, g.act_id DESC
        ) AS later
    FROM ask AS a
    INNER JOIN own.evidence_given AS g
        ON g.contract = a.contract AND g.requirement = a.requirement
        AND g.known_from <= getvariable('as_of') AND g.act_id <= getvariable('horizon')
        -- What was seen before the first day, as at the tender, holds for the first window.
        AND g.seen_date BETWEEN a.start_date AND a.end_date
) AS e

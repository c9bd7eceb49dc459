-- one row per store: the newest act that a verdict may rest on. What else people do, such as a step in a
-- case, leaves every verdict as it was (tests/structure holds the list to what the views read)
SELECT coalesce(max(act_id), 0) AS verdict_version
FROM (
    SELECT act_id FROM own.contract
    UNION ALL
    SELECT act_id FROM own.submission
    UNION ALL
    SELECT act_id FROM own.supersession
    UNION ALL
    SELECT act_id FROM own.nil_report
    UNION ALL
    SELECT act_id FROM own.nil_withdrawal
    UNION ALL
    SELECT act_id FROM own.exemption
    UNION ALL
    SELECT act_id FROM own.evidence_given
    UNION ALL
    SELECT act_id FROM own.spot_check_outcome
    UNION ALL
    SELECT act_id FROM own.own_figure
    UNION ALL
    -- It moves no verdict, but what a proof shows of its rows.
    SELECT act_id FROM own.erasure
)

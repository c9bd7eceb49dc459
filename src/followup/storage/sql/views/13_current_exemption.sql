-- one row per dispens known on the day as_of, in whatever state, as its newest word has it
SELECT x.*
FROM own.exemption AS x
WHERE x.known_from <= getvariable('as_of') AND x.act_id <= getvariable('horizon')
    AND app.may_hold('exemption')
QUALIFY row_number() OVER (PARTITION BY x.exemption ORDER BY x.act_id DESC) = 1

-- one row per granted dispens and vehicle it reaches (views/14_exempted)
exempted AS MATERIALIZED (
    SELECT * FROM app.exempted
)

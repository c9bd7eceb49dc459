-- one row per ask and row that it meets
, candidate AS (SELECT * FROM met)

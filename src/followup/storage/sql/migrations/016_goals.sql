-- one row per version of a goal also says how sure its target is, and what it is tagged with
ALTER TABLE goal ADD COLUMN status VARCHAR;
ALTER TABLE goal ADD COLUMN tags VARCHAR[];

-- one row per word on whether a goal stands among those shown; the newest known one holds
CREATE TABLE goal_choice (
    act_id BIGINT, known_from DATE, goal VARCHAR, is_shown BOOLEAN, reason VARCHAR
);

-- one row per word on a figure entered by hand; the newest known one of each goal and day holds
CREATE TABLE goal_point (
    act_id BIGINT, known_from DATE, goal VARCHAR, "day" DATE, value DECIMAL(24, 6),
    low DECIMAL(24, 6), high DECIMAL(24, 6), source VARCHAR, note VARCHAR, is_removed BOOLEAN
);

-- one row per word on a point of a series that was read from a file; the newest known one of each
-- series and day holds. published is the first day anybody could know it, known_from when it came here
CREATE TABLE series_point (
    act_id BIGINT, known_from DATE, series VARCHAR, title VARCHAR, unit VARCHAR, "day" DATE,
    value DECIMAL(24, 6), low DECIMAL(24, 6), high DECIMAL(24, 6), source VARCHAR,
    read_at VARCHAR, published DATE, note VARCHAR, is_removed BOOLEAN, place VARCHAR
);

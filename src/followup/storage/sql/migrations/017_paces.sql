-- one row per word of an organisation on a shared goal: that it adopts it at a pace of its own
-- (with its interim steps), that it takes no part, or that nothing is decided after all; the
-- newest known word holds, and nothing is deleted
CREATE TABLE goal_adoption (
    act_id BIGINT, goal VARCHAR, organisation VARCHAR, choice VARCHAR, target DECIMAL(24, 6),
    target_date DATE, decision VARCHAR, decided_date DATE, note VARCHAR, known_from DATE
);
CREATE TABLE goal_adoption_step (
    act_id BIGINT, goal VARCHAR, organisation VARCHAR, valid_from DATE, target DECIMAL(24, 6)
);

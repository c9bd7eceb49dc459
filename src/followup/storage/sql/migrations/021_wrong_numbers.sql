-- one row per message that a figure looks wrong: which figure, as told where, and what is said of
-- it. contact is what the sender left to be answered at, emptied when the matter is closed
CREATE TABLE wrong_number (
    act_id BIGINT, known_from DATE, figure VARCHAR, label VARCHAR, told VARCHAR,
    edition VARCHAR, words VARCHAR, contact VARCHAR
);

-- one row per answer to such a message, with what the figure says by then; the first one closes it
CREATE TABLE wrong_number_answer (
    act_id BIGINT, known_from DATE, message BIGINT, outcome VARCHAR, answer VARCHAR,
    told_now VARCHAR
);

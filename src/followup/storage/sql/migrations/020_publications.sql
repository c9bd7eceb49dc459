-- one row per edition of the open view: what it tells of, by which decision, and whom to ask
CREATE TABLE publication (
    act_id BIGINT, edition VARCHAR, published_date DATE, as_of DATE, known_act BIGINT,
    goals VARCHAR, publisher VARCHAR, decision VARCHAR, decided_date DATE, contact VARCHAR
);
-- one row per language of an edition: its figures and its text, frozen as they were published
CREATE TABLE publication_text (
    act_id BIGINT, edition VARCHAR, lang VARCHAR, figures VARCHAR, document VARCHAR
);
-- one row per edition that was taken back; it stays listed, with the reason
CREATE TABLE publication_withdrawal (
    act_id BIGINT, edition VARCHAR, withdrawn_date DATE, reason VARCHAR
);

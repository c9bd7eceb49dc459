-- one row per word on something organisations tell each other (a good example, a talk with the
-- market, who does what, a steering document, a contact, a contract's tags, a meeting, a question);
-- the newest known word on an entry holds and nothing is deleted. fields are by name as JSON;
-- frozen is the verdict that a good example was written from, as it stood
CREATE TABLE network_entry (
    act_id BIGINT, entry VARCHAR, kind VARCHAR, organisation VARCHAR, entry_date DATE,
    contract VARCHAR, requirement VARCHAR, period VARCHAR, state VARCHAR, fields VARCHAR,
    frozen VARCHAR, note VARCHAR, known_from DATE
);

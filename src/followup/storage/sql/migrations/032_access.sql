-- one row per word on what somebody who signs in may see and do; the newest known word on a
-- membership holds, and nothing is deleted. issuer and subject are who vouches and as whom;
-- organisation NULL: an administrator of everything here. contract NULL: every one of theirs
CREATE TABLE membership (
    act_id BIGINT, membership VARCHAR, issuer VARCHAR, subject VARCHAR, name VARCHAR, role VARCHAR,
    organisation VARCHAR, contract VARCHAR, valid_from DATE, valid_to DATE, is_ended BOOLEAN,
    known_from DATE
);

-- one row per time somebody without a role asked for one; organisation is whose administrators
-- are asked (NULL: those of everything)
CREATE TABLE access_request (
    act_id BIGINT, issuer VARCHAR, subject VARCHAR, name VARCHAR, email VARCHAR,
    organisation VARCHAR, known_from DATE
);

-- one row per end of a person's sign-ins: what was issued at or before not_before (UTC) opens
-- nothing any more. identity is the audit's mark of a person, a hash of issuer and subject
CREATE TABLE session_end (act_id BIGINT, identity VARCHAR, not_before TIMESTAMP);

-- one row per word on whether somebody is shut out; the newest holds
CREATE TABLE person_block (
    act_id BIGINT, identity VARCHAR, is_blocked BOOLEAN, reason VARCHAR, known_from DATE
);

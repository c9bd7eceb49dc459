-- one row per report: where columns about people were taken away here, which, and the file as it came
ALTER TABLE submission ADD COLUMN received_sha256 VARCHAR;
ALTER TABLE submission ADD COLUMN stripped VARCHAR;

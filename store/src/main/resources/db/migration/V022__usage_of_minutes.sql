-- What clouds say was used, by minute, and what they tell of it beside what gateways do.

ALTER TABLE tachograph.usage
    ADD COLUMN throttled bigint,
    ADD COLUMN latency_mean_seconds double precision,
    ADD COLUMN ttft_mean_seconds double precision;

COMMENT ON COLUMN tachograph.usage.throttled IS 'Failures for a limit, which are among the failures.';
COMMENT ON COLUMN tachograph.usage.latency_mean_seconds IS 'Mean of whole calls.';
COMMENT ON COLUMN tachograph.usage.ttft_mean_seconds IS 'Mean of calls that the source saw streamed.';

-- Kept as long as other minutes are.
CREATE TABLE tachograph.usage_1m (LIKE tachograph.usage INCLUDING ALL);

COMMENT ON TABLE tachograph.usage_1m IS
    'What a cloud says was used in a minute, or in another span below a day, as it said last: minutes are read again, since '
    'they are told late and corrected. NULL is what it does not tell. Calls may be those of other sources: never add them up.';

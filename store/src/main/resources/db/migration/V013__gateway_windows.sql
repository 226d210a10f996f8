-- What a gateway tells of a model beside what engines do.

ALTER TABLE tachograph.engine_window_10s
    ADD COLUMN remaining_requests_mean double precision,
    ADD COLUMN remaining_requests_max double precision,
    ADD COLUMN remaining_tokens_mean double precision,
    ADD COLUMN remaining_tokens_max double precision,
    ADD COLUMN cost_usd double precision;

ALTER TABLE tachograph.engine_window_1m
    ADD COLUMN remaining_requests_mean double precision,
    ADD COLUMN remaining_requests_max double precision,
    ADD COLUMN remaining_tokens_mean double precision,
    ADD COLUMN remaining_tokens_max double precision,
    ADD COLUMN cost_usd double precision;

COMMENT ON COLUMN tachograph.engine_window_10s.remaining_requests_mean IS
    'Mean of the requests that the rate limits of a gateway''s providers left.';
COMMENT ON COLUMN tachograph.engine_window_10s.remaining_requests_max IS 'The most of them in one reading.';
COMMENT ON COLUMN tachograph.engine_window_10s.remaining_tokens_mean IS
    'Mean of the tokens that the rate limits of a gateway''s providers left.';
COMMENT ON COLUMN tachograph.engine_window_10s.remaining_tokens_max IS 'The most of them in one reading.';
COMMENT ON COLUMN tachograph.engine_window_10s.cost_usd IS 'Increase of what a gateway has spent, US dollars.';
COMMENT ON COLUMN tachograph.engine_window_1m.remaining_requests_mean IS 'As in engine_window_10s.';
COMMENT ON COLUMN tachograph.engine_window_1m.remaining_requests_max IS 'As in engine_window_10s.';
COMMENT ON COLUMN tachograph.engine_window_1m.remaining_tokens_mean IS 'As in engine_window_10s.';
COMMENT ON COLUMN tachograph.engine_window_1m.remaining_tokens_max IS 'As in engine_window_10s.';
COMMENT ON COLUMN tachograph.engine_window_1m.cost_usd IS 'As in engine_window_10s.';

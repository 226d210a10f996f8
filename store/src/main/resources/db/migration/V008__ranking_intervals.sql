-- How sure a ranking is: intervals, the ranks they allow, and what they stand on.

ALTER TABLE tachograph.ranking
    ADD COLUMN rank_best integer,
    ADD COLUMN rank_worst integer,
    ADD COLUMN tie_group integer,
    ADD COLUMN value_low double precision,
    ADD COLUMN value_high double precision,
    ADD COLUMN blocks integer NOT NULL DEFAULT 0,
    ADD COLUMN chunk_seconds integer NOT NULL DEFAULT 0,
    ADD COLUMN error_rate double precision,
    ADD COLUMN stale boolean NOT NULL DEFAULT false,
    ADD COLUMN method text NOT NULL DEFAULT 'point';

COMMENT ON COLUMN tachograph.ranking.statistic IS 'What the order is by: p50 or p95 for latencies, value for rates.';
COMMENT ON COLUMN tachograph.ranking.rank IS
    'Published rank: rank_best, but it changes only after several evaluations in a row; NULL below the sample minimum.';
COMMENT ON COLUMN tachograph.ranking.rank_best IS
    'Best possible rank: 1 + the models whose whole interval is better.';
COMMENT ON COLUMN tachograph.ranking.rank_worst IS
    'Worst possible rank: the ranked models, less those whose whole interval is worse.';
COMMENT ON COLUMN tachograph.ranking.tie_group IS
    'The same for models whose intervals overlap, directly or by a chain of others; 1 is best.';
COMMENT ON COLUMN tachograph.ranking.value_low IS 'Lower end of the interval of about 95 %, in unit; NULL without one.';
COMMENT ON COLUMN tachograph.ranking.value_high IS 'Upper end of the interval of about 95 %, in unit; NULL without one.';
COMMENT ON COLUMN tachograph.ranking.blocks IS 'Blocks of time from the first to the last with a request.';
COMMENT ON COLUMN tachograph.ranking.chunk_seconds IS
    'How long the stretches are that were resampled together, seconds; 0 without an interval.';
COMMENT ON COLUMN tachograph.ranking.error_rate IS
    'Failed over finished requests of the window, whatever is ranked; NULL without any.';
COMMENT ON COLUMN tachograph.ranking.stale IS 'No request in the last twelfth of the window.';
COMMENT ON COLUMN tachograph.ranking.method IS
    'How intervals and places were made: point (without intervals) or block-bootstrap-1.';

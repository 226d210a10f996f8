-- Which metrics engines have histograms of.

CREATE TABLE tachograph.engine_metric (
    metric text PRIMARY KEY
);

COMMENT ON TABLE tachograph.engine_metric IS
    'Every metric that an engine_histogram was ever stored for: a list for choosers, and for writers what a replaced window '
    'may have left behind.';
COMMENT ON COLUMN tachograph.engine_metric.metric IS 'Name of the metric, as in the histogram tables.';

-- What was written before there was the list.
INSERT INTO tachograph.engine_metric
SELECT metric FROM tachograph.engine_histogram_10s UNION SELECT metric FROM tachograph.engine_histogram_1m;

-- How long rows are kept, and the deletion of those that are older.

CREATE TABLE tachograph.retention (
    resolution text PRIMARY KEY CHECK (resolution IN ('10s', '1m', '1h', '1d', 'ranking')),
    keep interval CHECK (keep > interval '0'),
    since timestamptz
);

COMMENT ON TABLE tachograph.retention IS
    'How long rows are kept: settings, to be updated in place. Readers take it into account: where short windows are no '
    'longer kept, a range begins and ends at longer ones.';
COMMENT ON COLUMN tachograph.retention.resolution IS
    'Tables of this suffix (request_window_10s, gpu_window_10s, …), or the table of this name.';
COMMENT ON COLUMN tachograph.retention.keep IS 'Age at which rows are deleted; NULL for never.';
COMMENT ON COLUMN tachograph.retention.since IS
    'Older rows may be missing, and readers use longer windows before it: they were deleted when keep was shorter, or not '
    'written; infinity while none are. NULL when all were always there. Set with every longer keep, and by the writer.';

INSERT INTO tachograph.retention (resolution, keep) VALUES
    ('10s', '7 days'), ('1m', '90 days'), ('1h', '3 years'), ('1d', NULL), ('ranking', '90 days');

COMMENT ON COLUMN tachograph.series.origin IS
    'Who asked: probe, load, gateway, imported or unknown; traced for applications whose own spans tell of it.';

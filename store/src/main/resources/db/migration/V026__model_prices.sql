-- What tokens cost: prices that people set, by model.

CREATE TABLE tachograph.model_price (
    model text NOT NULL CHECK (model <> ''),
    target text NOT NULL DEFAULT '',
    tenant text NOT NULL DEFAULT '',
    valid_from date NOT NULL DEFAULT '1970-01-01' CHECK (isfinite(valid_from)),
    valid_until date CHECK (isfinite(valid_until) AND valid_until > valid_from),
    currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    input_per_million numeric NOT NULL CHECK (input_per_million >= 0 AND input_per_million < 'infinity'),
    cached_input_per_million numeric CHECK (cached_input_per_million >= 0 AND cached_input_per_million < 'infinity'),
    output_per_million numeric NOT NULL CHECK (output_per_million >= 0 AND output_per_million < 'infinity'),
    set_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (model, target, tenant, valid_from)
);

COMMENT ON TABLE tachograph.model_price IS
    'Prices of tokens. On a day, that of tenant and target holds, else that of the tenant, of the target, of the model; among '
    'several of a kind the one that began last. Prices change at midnight UTC, where windows of every length end.';
COMMENT ON COLUMN tachograph.model_price.model IS 'As requests name it.';
COMMENT ON COLUMN tachograph.model_price.target IS 'Whose requests alone it is for; empty for every target.';
COMMENT ON COLUMN tachograph.model_price.tenant IS 'Whose requests alone it is for; empty for every tenant.';
COMMENT ON COLUMN tachograph.model_price.valid_from IS 'First day (UTC); 1970-01-01 for ever since.';
COMMENT ON COLUMN tachograph.model_price.valid_until IS 'First day on which it no longer holds; NULL for none.';
COMMENT ON COLUMN tachograph.model_price.currency IS 'ISO 4217.';
COMMENT ON COLUMN tachograph.model_price.input_per_million IS 'Price of a million input tokens.';
COMMENT ON COLUMN tachograph.model_price.cached_input_per_million IS
    'Price of a million input tokens that a cache had; NULL where they cost what others do.';
COMMENT ON COLUMN tachograph.model_price.output_per_million IS 'Price of a million output tokens.';
COMMENT ON COLUMN tachograph.model_price.set_at IS 'When somebody set it.';

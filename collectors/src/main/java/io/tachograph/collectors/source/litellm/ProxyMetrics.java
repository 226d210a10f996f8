package io.tachograph.collectors.source.litellm;

import io.tachograph.client.scrape.Exposition;
import io.tachograph.client.scrape.MetricsText;
import io.tachograph.client.scrape.WantedMetrics;
import io.tachograph.collectors.source.FailureKind;
import io.tachograph.collectors.source.SourceException;
import io.tachograph.collectors.source.http.HttpFailure;
import io.tachograph.collectors.source.http.Page;
import io.tachograph.collectors.source.http.Reading;
import io.tachograph.collectors.source.http.Upstream;
import java.net.URI;

/**
 * Where a proxy's metrics are.
 *
 * @param server the proxy itself, or its port for metrics
 */
record ProxyMetrics(Upstream server, URI url) {
    private static final WantedMetrics WANTED = ModelMetrics.wanted();
    private static final int MOST_SERIES = 200_000;

    Page page(Reading reading) throws SourceException {
        Page page = server.get(reading, url, "text/plain;version=0.0.4");
        if (page.status() != 200) {
            throw server.failed(page);
        }
        return page;
    }

    Exposition text(Page page) throws SourceException {
        String place = HttpFailure.shown(page.url());
        Exposition text = MetricsText.parse(page.body(), WANTED, MOST_SERIES);
        if (text.beyondLimit() > 0) {
            throw new SourceException(
                    FailureKind.TOO_LARGE,
                    place + " has more than " + MOST_SERIES
                            + " series: leave out labels of users with prometheus_metrics_config");
        }
        if (text.sampleCount() + text.skipped() == 0) {
            throw new SourceException(FailureKind.MALFORMED, place + " answers no metrics text");
        }
        return text;
    }
}

package io.tachograph.export;

import io.tachograph.schemas.avro.Histogram;
import io.tachograph.schemas.avro.RequestWindow;
import java.util.ArrayList;
import java.util.List;

/** Windows that go out together: as many as a collector takes, by whose default a message has 4 MiB at most. */
final class Parcels {
    static final int MOST_BYTES = 3 << 20;

    /** Times, counts and names of a point beside its attributes; and of an attribute beside its text. */
    private static final int POINT_BYTES = 120;

    private Parcels() {}

    static List<List<RequestWindow>> of(List<RequestWindow> windows) {
        List<List<RequestWindow>> parcels = new ArrayList<>();
        List<RequestWindow> parcel = new ArrayList<>();
        long bytes = 0;
        for (RequestWindow window : windows) {
            long more = bytes(window);
            if (!parcel.isEmpty() && bytes + more > MOST_BYTES) {
                parcels.add(parcel);
                parcel = new ArrayList<>();
                bytes = 0;
            }
            parcel.add(window);
            bytes += more;
        }
        if (!parcel.isEmpty()) {
            parcels.add(parcel);
        }
        return parcels;
    }

    /** Halves of what was refused, for it may have been too much; itself when it is one window. */
    static List<List<RequestWindow>> halves(List<RequestWindow> parcel) {
        int middle = parcel.size() / 2;
        return middle == 0
                ? List.of(parcel)
                : List.of(parcel.subList(0, middle), parcel.subList(middle, parcel.size()));
    }

    /** No less than it has on the wire. */
    static long bytes(RequestWindow window) {
        int texts = 0;
        for (Object value : SeriesAttributes.of(window).asMap().values()) {
            // Up to three bytes a character; and its name.
            texts += 3 * value.toString().length() + 40;
        }
        long points = 4L + window.getOutcomes().size() + 2L * window.getSlos().size();
        long bytes = points * (texts + POINT_BYTES);
        for (String outcome : window.getOutcomes().keySet()) {
            bytes += 3L * outcome.length();
        }
        for (var slo : window.getSlos()) {
            bytes += 6L * slo.getName().length();
        }
        for (Histogram histogram : window.getLatencies().values()) {
            bytes += texts + POINT_BYTES + buckets(histogram);
        }
        return bytes;
    }

    /** Those that nothing fell into are sent as well, with a byte each. */
    private static long buckets(Histogram histogram) {
        List<Integer> indexes = histogram.getIndexes();
        long bytes = indexes.isEmpty() ? 0 : indexes.get(indexes.size() - 1) - indexes.get(0) + 1;
        for (long count : histogram.getCounts()) {
            for (long left = count >> 7; left != 0; left >>>= 7) {
                bytes++;
            }
        }
        return bytes;
    }
}

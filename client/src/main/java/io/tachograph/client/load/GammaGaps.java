package io.tachograph.client.load;

import java.util.SplittableRandom;

/**
 * Gamma-distributed gaps of mean 1 by rejection, after G. Marsaglia and W. W. Tsang, "A Simple Method for Generating
 * Gamma Variables", ACM Transactions on Mathematical Software 26 (2000), 363–372. It wants a shape of at least 1; for a
 * smaller one k it is used with k + 1, and the result times U^(1/k) has shape k (section 6 there). Normal variables come
 * from Marsaglia's polar method ("A Convenient Method for Generating Normal Variables", SIAM Review 6 (1964), 260–264):
 * what the JDK does may change with the JDK, and the schedule of a seed with it.
 */
final class GammaGaps implements UnitRateGaps {
    private final SplittableRandom random;
    private final double shape;
    private final double d;
    private final double c;
    private double spareNormal = Double.NaN;

    GammaGaps(double shape, SplittableRandom random) {
        this.random = random;
        this.shape = shape;
        this.d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
        this.c = 1 / Math.sqrt(9 * d);
    }

    @Override
    public double next() {
        double gamma = marsagliaTsang();
        if (shape < 1) {
            gamma *= StrictMath.pow(aboveZero(), 1 / shape);
        }
        return gamma / shape;
    }

    private double marsagliaTsang() {
        while (true) {
            double x = normal();
            double root = 1 + c * x;
            if (root <= 0) {
                continue;
            }
            double v = root * root * root;
            double u = aboveZero();
            // The squeeze decides most cases without a logarithm.
            if (u < 1 - 0.0331 * x * x * x * x || StrictMath.log(u) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    private double normal() {
        if (!Double.isNaN(spareNormal)) {
            double spare = spareNormal;
            spareNormal = Double.NaN;
            return spare;
        }
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
                spareNormal = y * factor;
                return x * factor;
            }
        }
    }

    private double aboveZero() {
        return 1 - random.nextDouble();
    }
}

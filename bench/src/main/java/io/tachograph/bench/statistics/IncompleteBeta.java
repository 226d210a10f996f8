package io.tachograph.bench.statistics;

/** The regularised incomplete beta function, from which the binomial and Student's distribution follow. */
final class IncompleteBeta {
    private static final double[] LANCZOS = {
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 100_000;

    private IncompleteBeta() {}

    /** I_x(a, b), with the continued fraction DLMF 8.17.22 evaluated by Lentz' method. */
    static double of(double a, double b, double x) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1;
        }
        // The fraction converges fast only below the mean.
        if (x > (a + 1) / (a + b + 2)) {
            return 1 - of(b, a, 1 - x);
        }
        double front = Math.exp(
                logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x) - Math.log(a));
        return front / fraction(a, b, x);
    }

    private static double fraction(double a, double b, double x) {
        double value = 1;
        double c = 1;
        double d = 0;
        for (int i = 1; i <= MOST_TERMS; i++) {
            int m = i / 2;
            double term = i % 2 == 0
                    ? m * (b - m) * x / ((a + i - 1) * (a + i))
                    : -(a + m) * (a + b + m) * x / ((a + i - 1) * (a + i));
            d = 1 / awayFromZero(1 + term * d);
            c = awayFromZero(1 + term / c);
            value *= c * d;
            if (Math.abs(1 - c * d) < 1e-13) {
                return value;
            }
        }
        throw new ArithmeticException("the incomplete beta function of " + a + ", " + b + " did not converge");
    }

    private static double awayFromZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }

    /** ln Γ(x) for x &gt; 0, by Lanczos' approximation (g = 7, 9 terms). */
    static double logGamma(double x) {
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        double sum = 0.9999999999998099;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + i);
        }
        double t = x + 6.5;
        return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
    }
}

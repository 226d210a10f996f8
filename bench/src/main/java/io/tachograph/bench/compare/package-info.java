/** Compares two sides of one or several runs each: effects, intervals and verdicts. */
@NullMarked
package io.tachograph.bench.compare;

import org.jspecify.annotations.NullMarked;

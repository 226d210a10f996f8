/** The page an engineer attaches to a ticket: one run or a sweep, with tables and plots, in one file. */
@NullMarked
package io.tachograph.bench.report;

import org.jspecify.annotations.NullMarked;

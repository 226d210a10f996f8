/** Listens for spans of instrumented applications (OTLP), and makes request timings of those that are calls of models. */
@NullMarked
package io.tachograph.collectors.source.otlp;

import org.jspecify.annotations.NullMarked;

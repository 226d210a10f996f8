/** Langfuse: what was used, how long traces took, and what people and evaluators thought of answers, by day. */
@NullMarked
package io.tachograph.collectors.source.langfuse;

import org.jspecify.annotations.NullMarked;

/** Prompts and conversations made up by laws, for any tokenizer and as many as wanted. */
@NullMarked
package io.tachograph.collectors.workload.synthetic;

import org.jspecify.annotations.NullMarked;

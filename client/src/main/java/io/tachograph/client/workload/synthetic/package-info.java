/** Prompts and conversations made up by laws, for any tokenizer and as many as wanted. */
@NullMarked
package io.tachograph.client.workload.synthetic;

import org.jspecify.annotations.NullMarked;

/** The Hugging Face Hub: what is known of the models that targets serve. */
@NullMarked
package io.tachograph.collectors.source.huggingface;

import org.jspecify.annotations.NullMarked;

/** An adapter as somebody else would write it, with nothing but what is public. */
@NullMarked
package io.tachograph.collectors.target.example;

import org.jspecify.annotations.NullMarked;

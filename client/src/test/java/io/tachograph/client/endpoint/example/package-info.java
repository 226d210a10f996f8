/** An adapter as somebody else would write it, with nothing but what is public. */
@NullMarked
package io.tachograph.client.endpoint.example;

import org.jspecify.annotations.NullMarked;

/** The API of tasks. */
@NullMarked
package io.tachograph.generation.http;

import org.jspecify.annotations.NullMarked;

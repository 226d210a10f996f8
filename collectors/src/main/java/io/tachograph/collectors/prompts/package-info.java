/** What the requests ask: prompts from a file or built in, in a seeded order. */
@NullMarked
package io.tachograph.collectors.prompts;

import org.jspecify.annotations.NullMarked;

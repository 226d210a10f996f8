/** What a server says about itself: its metrics text read, understood and compared over the time of a run. */
@NullMarked
package io.tachograph.client.scrape;

import org.jspecify.annotations.NullMarked;

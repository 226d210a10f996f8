/** The dashboard: a page and its files, which ask the API like any other client. */
@NullMarked
package io.tachograph.api.dashboard;

import org.jspecify.annotations.NullMarked;

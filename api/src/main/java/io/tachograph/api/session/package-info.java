/** Signing in with a browser: a link that works once, and a cookie that stands for a key and may only read. */
@NullMarked
package io.tachograph.api.session;

import org.jspecify.annotations.NullMarked;

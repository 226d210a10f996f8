package io.tachograph.dashboardtest.tool;

/** A screenshot.
 *
 * @param name of its file, such as {@code screenshot-03.png}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Picture(String name, byte[] png) {}

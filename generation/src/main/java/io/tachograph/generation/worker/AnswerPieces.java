package io.tachograph.generation.worker;

/** The answer's text between the thread that reads it and the one that writes it to Kafka. Thread-safe. */
final class AnswerPieces {
    private final StringBuilder pending = new StringBuilder();
    private long length;
    private boolean awaited;

    /** @return whether somebody has to come and {@link #take} it; false when somebody will come anyway */
    synchronized boolean add(String piece) {
        pending.append(piece);
        length += piece.length();
        boolean first = !awaited;
        awaited = true;
        return first;
    }

    /**
     * What has come since. A character of two halves is not cut.
     *
     * @param all also half a character at the end
     */
    synchronized String take(boolean all) {
        awaited = false;
        int end = pending.length();
        if (!all && end > 0 && Character.isHighSurrogate(pending.charAt(end - 1))) {
            end--;
        }
        String text = pending.substring(0, end);
        pending.delete(0, end);
        return text;
    }

    /** Characters that have come so far. */
    synchronized long length() {
        return length;
    }
}

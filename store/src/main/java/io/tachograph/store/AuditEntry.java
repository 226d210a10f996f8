package io.tachograph.store;

import java.time.Instant;

/**
 * One action that was done or refused. Never with a key in it.
 *
 * @param at when
 * @param who id of the key, or what stands for it
 * @param action {@code key.create} for example
 * @param subject what it was done to; empty for nothing of its own
 * @param address from where
 * @param outcome {@code done} or {@code refused}
 */
public record AuditEntry(Instant at, String who, String action, String subject, String address, String outcome) {
    private static final int LONGEST = 200;

    public AuditEntry {
        subject = subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject;
    }
}

package io.tachograph.client.endpoint;

/**
 * One message of a conversation.
 *
 * @param role who says it
 * @param content what is said
 */
public record Message(Role role, String content) {
    /** Who says a message. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT
    }

    public static Message user(String content) {
        return new Message(Role.USER, content);
    }

    /** Without the content, so that it can be logged. */
    @Override
    public String toString() {
        return role + " message";
    }
}

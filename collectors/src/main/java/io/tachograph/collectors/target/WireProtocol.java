package io.tachograph.collectors.target;

/** How one kind of API puts a prompt into a request and an answer on the wire. Thread-safe. */
interface WireProtocol {
    String path();

    String body(PromptRequest request);

    /** @param timer gets what the answer holds, with stamps when {@code streamed} */
    AnswerReader readerFor(boolean streamed, StreamTimer timer);
}

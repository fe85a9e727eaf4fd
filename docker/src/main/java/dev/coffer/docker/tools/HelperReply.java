package dev.coffer.docker.tools;

import dev.coffer.api.Secret;

/** How a credential helper's {@code get} ended. */
public sealed interface HelperReply {
    /**
     * It answered.
     *
     * @param username {@code <token>} when the secret is an identity token; may be empty
     */
    record Answer(String username, Secret secret) implements HelperReply {}

    /** It said that it has no such credential, with status 1 and upstream's text. */
    record NotFound() implements HelperReply {}

    /**
     * It ran and failed.
     *
     * @param status its exit status
     * @param message what it said on stdout, made fit for printing
     */
    record Failed(int status, String message) implements HelperReply {}

    /** There is no such program, or it cannot be run. */
    record Absent() implements HelperReply {}

    /** It did not answer in time. Most tools wait for ever. */
    record Silent() implements HelperReply {}
}

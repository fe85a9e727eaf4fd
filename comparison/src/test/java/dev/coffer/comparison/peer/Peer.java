package dev.coffer.comparison.peer;

/** A Java tool's own resolver. Each question is asked as a new process would ask it: nothing is remembered. */
interface Peer {
    /**
     * What the tool would send for the image.
     *
     * @throws Exception as the tool throws it
     */
    Sent ask(String image) throws Exception;
}

package dev.coffer.docker.tools;

/** What a tool finds at a path. */
public sealed interface FileContent {
    /**
     * A file that can be read.
     *
     * @param bytes not copied; nobody changes them
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Bytes(byte[] bytes) implements FileContent {
        /** The length; never the content, which holds secrets. */
        @Override
        public String toString() {
            return "Bytes[" + bytes.length + "]";
        }
    }

    /** Nothing is there. */
    record Missing() implements FileContent {}

    /** A folder is there. */
    record Folder() implements FileContent {}

    /**
     * Something is there and the tool cannot read it.
     *
     * @param why one line: no permission, a pipe, too many links, too long
     */
    record Unreadable(String why) implements FileContent {}
}

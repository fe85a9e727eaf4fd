package dev.coffer.age;

/**
 * Somebody a file can be encrypted to. Implementations must allow use from several threads.
 *
 * @see <a href="https://github.com/C2SP/C2SP/blob/main/age.md#recipient-stanza">age.md, recipient stanza</a>
 */
@FunctionalInterface
public interface Recipient {
    /**
     * Wraps the file key, and says with whom it may be shared.
     *
     * @param fileKey valid during the call only: it is wiped afterwards
     * @throws AgeException if the recipient cannot be encrypted to
     */
    WrappedFileKey wrap(FileKey fileKey) throws AgeException;
}

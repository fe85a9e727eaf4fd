package dev.coffer.keychain.wincred;

import dev.coffer.api.Secret;
import dev.coffer.api.StoreException;
import java.util.List;
import java.util.Optional;

/**
 * The functions of {@code wincred.h}, for generic credentials of this machine, and nothing of what is kept with them.
 * Windows compares target names without regard to case.
 */
interface CredentialManager {
    /** The longest blob, {@code CRED_MAX_CREDENTIAL_BLOB_SIZE}, in bytes. */
    int MAX_BLOB = 5 * 512;

    /** The longest value of an attribute, {@code CRED_MAX_VALUE_SIZE}, in bytes. */
    int MAX_ATTRIBUTE = 256;

    /** The greatest number of attributes, {@code CRED_MAX_ATTRIBUTES}. */
    int MAX_ATTRIBUTES = 64;

    /** The longest user name, {@code CRED_MAX_USERNAME_LENGTH}, in characters. */
    int MAX_USERNAME = 513;

    /** A credential with its blob, as it was at one moment. */
    record Stored(WinCredential credential, Secret blob) {}

    /** All credentials whose target name begins with the prefix, without blobs. */
    List<WinCredential> list(String prefix) throws StoreException;

    /** The credential of this target name; empty when there is none. */
    Optional<Stored> read(String target) throws StoreException;

    /**
     * Writes a credential in the place of one of the same target name.
     *
     * @param blob at most {@value #MAX_BLOB} bytes
     */
    void write(WinCredential credential, byte[] blob) throws StoreException;

    /**
     * Deletes the credential of this target name.
     *
     * @return false when there is none
     */
    boolean delete(String target) throws StoreException;
}

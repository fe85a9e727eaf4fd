package dev.coffer.keychain.secretservice;

import java.io.IOException;

/** The service opens no encrypted session, and nobody allowed another one. */
final class NoEncryptionException extends IOException {
    NoEncryptionException(IOException refusal) {
        super("the secret service refuses an encrypted session (" + refusal.getMessage() + ")");
    }
}

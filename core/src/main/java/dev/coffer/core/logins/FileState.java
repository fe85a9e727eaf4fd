package dev.coffer.core.logins;

import dev.coffer.api.Lookup;

/** What became of reading a file with logins. */
sealed interface FileState {
    /** It was read. */
    record Usable(LoginFile file) implements FileState {}

    /** There is no such file. */
    record Missing() implements FileState {}

    /** It is there and cannot be read or understood. */
    record Unusable(Lookup.Unavailable why) implements FileState {}
}

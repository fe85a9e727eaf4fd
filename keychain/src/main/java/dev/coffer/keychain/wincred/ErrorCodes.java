package dev.coffer.keychain.wincred;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;

/** The error codes of {@code winerror.h} that the Credential Manager answers with. */
final class ErrorCodes {
    static final int NOT_FOUND = 1168;

    private static final int ACCESS_DENIED = 5;
    private static final int INVALID_PARAMETER = 87;
    private static final int BAD_LENGTH = 24;
    private static final int INVALID_FLAGS = 1004;
    private static final int NO_SUCH_LOGON_SESSION = 1312;
    private static final int BAD_STUB_DATA = 1783;
    private static final int BAD_USERNAME = 2202;

    private static final String OTHER_STORE = "choose another keystore: coffer setup --store vault";

    private ErrorCodes() {}

    /** The failure that a code stands for. */
    static StoreException failure(int code) {
        return switch (code) {
            case NO_SUCH_LOGON_SESSION ->
                failure(
                        code,
                        Kind.UNREACHABLE,
                        "windows keeps no credentials for this logon, as over SSH with a key or in a service",
                        "log on at the desktop or with the password, or " + OTHER_STORE);
            case ACCESS_DENIED ->
                failure(code, Kind.REFUSED, "windows denied the access to the credential", OTHER_STORE);
            case BAD_STUB_DATA, BAD_LENGTH ->
                failure(code, Kind.REFUSED, "the credential is too long for windows", OTHER_STORE);
            case BAD_USERNAME -> failure(code, Kind.REFUSED, "windows does not take this user name", OTHER_STORE);
            case INVALID_PARAMETER, INVALID_FLAGS ->
                failure(code, Kind.REFUSED, "windows does not take this credential", OTHER_STORE);
            default ->
                failure(
                        code,
                        Kind.UNREACHABLE,
                        "the credential manager failed",
                        "see what it means: net helpmsg " + code);
        };
    }

    private static StoreException failure(int code, Kind kind, String what, String whatToDo) {
        return new StoreException(kind, what + " (error " + code + ")", whatToDo);
    }
}

package dev.coffer.keychain.osxkeychain;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;

/** The status codes of {@code SecBase.h}. They are compared, never their texts, which macOS translates. */
final class Statuses {
    static final int SUCCESS = 0;
    static final int ITEM_NOT_FOUND = -25300;
    static final int DUPLICATE_ITEM = -25299;

    private static final int WRITE_PERMISSION = -61;
    private static final int USER_CANCELED = -128;
    private static final int INVALID_OWNER_EDIT = -25244;
    private static final int NOT_AVAILABLE = -25291;
    private static final int READ_ONLY = -25292;
    private static final int AUTH_FAILED = -25293;
    private static final int NO_SUCH_KEYCHAIN = -25294;
    private static final int INVALID_KEYCHAIN = -25295;
    private static final int DATA_TOO_LARGE = -25302;
    private static final int NO_DEFAULT_KEYCHAIN = -25307;
    private static final int INTERACTION_NOT_ALLOWED = -25308;
    private static final int INTERACTION_REQUIRED = -25315;
    private static final int IN_DARK_WAKE = -25320;
    private static final int NO_ACCESS_FOR_ITEM = -25243;
    private static final int DECODE = -26275;
    private static final int MISSING_ENTITLEMENT = -34018;

    private static final String UNLOCK = "unlock it: security unlock-keychain ~/Library/Keychains/login.keychain-db";
    private static final String ALLOW = "try again and allow the access when macOS asks";
    private static final String BY_HAND = "delete it in Keychain Access, or with the program that stored it";
    private static final String OTHER_STORE = "choose another keystore: coffer setup --store vault";

    private Statuses() {}

    /** The failure that a status stands for. */
    static StoreException failure(int status) {
        return switch (status) {
            case INTERACTION_NOT_ALLOWED, INTERACTION_REQUIRED, IN_DARK_WAKE ->
                failure(
                        status,
                        Kind.LOCKED,
                        "the keychain is locked and macOS cannot ask for its password here",
                        UNLOCK);
            case AUTH_FAILED ->
                failure(status, Kind.REFUSED, "the keychain refused the password or this program", ALLOW);
            case USER_CANCELED -> failure(status, Kind.REFUSED, "the access to the keychain was denied", ALLOW);
            case INVALID_OWNER_EDIT, NO_ACCESS_FOR_ITEM ->
                failure(status, Kind.REFUSED, "the item in the keychain belongs to another program", BY_HAND);
            case READ_ONLY, WRITE_PERMISSION ->
                failure(status, Kind.REFUSED, "the keychain may not be changed", OTHER_STORE);
            case MISSING_ENTITLEMENT ->
                failure(status, Kind.REFUSED, "macOS does not let this program use the keychain", OTHER_STORE);
            case DATA_TOO_LARGE ->
                failure(status, Kind.REFUSED, "the secret is too long for the keychain", OTHER_STORE);
            case NOT_AVAILABLE, NO_SUCH_KEYCHAIN, NO_DEFAULT_KEYCHAIN ->
                failure(status, Kind.UNREACHABLE, "there is no keychain for this user", OTHER_STORE);
            case INVALID_KEYCHAIN, DECODE ->
                failure(status, Kind.DAMAGED, "the keychain or the item in it is damaged", BY_HAND);
            default ->
                failure(status, Kind.UNREACHABLE, "the keychain failed", "see what it means: security error " + status);
        };
    }

    private static StoreException failure(int status, Kind kind, String what, String whatToDo) {
        return new StoreException(kind, what + " (" + status + ")", whatToDo);
    }
}

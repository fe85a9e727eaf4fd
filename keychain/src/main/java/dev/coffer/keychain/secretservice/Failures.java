package dev.coffer.keychain.secretservice;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.keychain.dbus.ErrorReplyException;
import dev.coffer.keychain.dbus.MalformedMessageException;
import dev.coffer.keychain.dbus.NoBusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;

/** Says in the words of a store what went wrong on the bus. */
final class Failures {
    static final String UNLOCK =
            "unlock the keyring (log in to the desktop, or open its password manager) and try again";

    static final String START =
            "install and start a keyring (gnome-keyring, KWallet, KeePassXC), or choose another store";

    private Failures() {}

    static StoreException locked() {
        return new StoreException(Kind.LOCKED, "the keyring is locked", UNLOCK);
    }

    static StoreException notUnlocked() {
        return new StoreException(
                Kind.LOCKED, "the keyring is locked, and its prompt was dismissed or could not be shown", UNLOCK);
    }

    static StoreException of(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case NoBusException _ ->
                new StoreException(
                        Kind.UNREACHABLE,
                        message,
                        "run it in a desktop session, set DBUS_SESSION_BUS_ADDRESS=unix:path=FILE, or choose another store");
            case ErrorReplyException error -> ofService(error, message);
            case SocketTimeoutException _ ->
                new StoreException(
                        Kind.TIMEOUT,
                        "the secret service did not answer in time: " + message,
                        "restart the keyring or the session");
            case InterruptedIOException _ -> new StoreException(Kind.TIMEOUT, message, "");
            case NoEncryptionException _ ->
                new StoreException(
                        Kind.REFUSED, message, "allow a plain session in the settings, or choose another store");
            case MalformedMessageException _ ->
                new StoreException(Kind.DAMAGED, "the secret service is not understood: " + message, "");
            default ->
                new StoreException(
                        Kind.UNREACHABLE, "the connection to the session bus broke: " + message, "try again");
        };
    }

    private static StoreException ofService(ErrorReplyException error, String message) {
        return switch (error.name()) {
            case Names.IS_LOCKED -> locked();
            case "org.freedesktop.DBus.Error.ServiceUnknown",
                    "org.freedesktop.DBus.Error.NameHasNoOwner",
                    "org.freedesktop.DBus.Error.Spawn.ServiceNotFound",
                    "org.freedesktop.DBus.Error.Spawn.ExecFailed",
                    "org.freedesktop.DBus.Error.Spawn.ChildExited" ->
                new StoreException(Kind.UNREACHABLE, "no secret service runs on the session bus: " + message, START);
            case "org.freedesktop.DBus.Error.NoReply", "org.freedesktop.DBus.Error.Disconnected" ->
                new StoreException(Kind.UNREACHABLE, "the secret service went away: " + message, "try again");
            case "org.freedesktop.DBus.Error.Timeout", "org.freedesktop.DBus.Error.TimedOut" ->
                new StoreException(Kind.TIMEOUT, "the secret service did not start in time: " + message, START);
            case "org.freedesktop.DBus.Error.AccessDenied" ->
                new StoreException(Kind.REFUSED, "the session bus refuses: " + message, "");
            default -> new StoreException(Kind.UNREACHABLE, "the secret service refuses: " + message, "");
        };
    }
}

package dev.coffer.docker.helper;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.process.Outcome;
import dev.coffer.platform.terminal.Printable;
import java.nio.charset.StandardCharsets;

/** What a foreign helper answered, its failures put in our words. */
final class Reply {
    private static final String NOT_FOUND_IN_OLD_PASS = "no usernames for ";

    private static final int MAX_SHOWN = 500;

    private final String program;
    private final Outcome.Finished finished;

    Reply(String program, Outcome.Finished finished) {
        this.program = program;
        this.finished = finished;
    }

    int status() {
        return finished.status();
    }

    /** True when the helper says that there is nothing; some say so with exit status 0. */
    boolean saysNotFound() {
        String text = text(finished.output());
        return text.equals(Protocol.NOT_FOUND) || (status() != 0 && text.startsWith(NOT_FOUND_IN_OLD_PASS));
    }

    /** Standard output, when the helper says that it has done what it was told. */
    byte[] done() throws StoreException {
        if (status() != 0) {
            throw failure();
        }
        return finished.output();
    }

    /** The helper's failure. Helpers put it on standard output; others may have used standard error. */
    StoreException failure() {
        String out = text(finished.output());
        String text = out.isEmpty() ? text(finished.errors()) : out;
        // What looks like an answer may hold a secret and is not repeated.
        if (text.isEmpty() || text.startsWith("{")) {
            return new StoreException(Kind.UNREACHABLE, program + " failed with exit status " + status(), tryByHand());
        }
        String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
        String message = program + ": " + Printable.escape(shown);
        if (text.startsWith("pass not initialized")) {
            return new StoreException(Kind.UNREACHABLE, message, "set pass up: pass init GPG-ID");
        }
        if (holdsOneOf(text, "D-Bus", "org.freedesktop.secrets", "dbus")) {
            return new StoreException(Kind.UNREACHABLE, message, "there is no desktop keyring here; use another store");
        }
        if (holdsOneOf(text, "locked collection", "-25308", "unlock-keychain", "is locked")) {
            return new StoreException(Kind.LOCKED, message, "unlock the keyring, then try again");
        }
        if (holdsOneOf(text, "decryption failed", "pinentry", "Inappropriate ioctl")) {
            return new StoreException(Kind.LOCKED, message, "unlock the GPG key in a terminal (export GPG_TTY=$(tty))");
        }
        if (holdsOneOf(text, "unknown action", "Unknown credential action", "not implemented")) {
            return new StoreException(Kind.REFUSED, message, "the helper cannot do this");
        }
        return new StoreException(Kind.UNREACHABLE, message, tryByHand());
    }

    private String tryByHand() {
        return "run it by hand: " + program + " list";
    }

    private static boolean holdsOneOf(String text, String... parts) {
        for (String part : parts) {
            if (text.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }
}

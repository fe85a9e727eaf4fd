package dev.coffer.keychain.pass;

import dev.coffer.api.Kind;
import dev.coffer.api.StoreException;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Encrypts and decrypts with GnuPG, with the options that pass gives it. */
final class Gpg {
    /** Status lines go to standard error, among what is for people: they are the same in every language. */
    private static final List<String> OPTIONS =
            List.of("--quiet", "--yes", "--compress-algo=none", "--no-encrypt-to", "--batch", "--status-fd=2");

    private static final int MAX_SECRET = 16 << 20;

    private final Programs programs;
    private final List<String> extraOptions;

    Gpg(Programs programs, Environment environment) {
        this.programs = programs;
        this.extraOptions =
                environment.get("PASSWORD_STORE_GPG_OPTS").map(Words::of).orElse(List.of());
    }

    /** Where GnuPG is. */
    Path program() throws StoreException {
        Optional<Path> second = programs.findIfAny("gpg2");
        return second.isPresent() ? second.get() : programs.find("gpg", "install GnuPG (package gnupg)");
    }

    /** The plain text of a file. */
    byte[] decrypt(Path file, byte[] content, Duration limit) throws StoreException {
        Outcome.Finished ended = run(List.of("--decrypt"), content, limit, unlock(file));
        if (ended.status() == 0) {
            return ended.output();
        }
        Arrays.fill(ended.output(), (byte) 0);
        throw notDecrypted(file, new GpgStatus(ended.errors()), limit);
    }

    /** The text, encrypted for all of these keys. Asks nobody and fetches no keys from the network. */
    byte[] encrypt(byte[] plain, List<String> recipients, Duration limit) throws StoreException {
        List<String> arguments = new ArrayList<>(List.of("--no-auto-key-locate", "--encrypt"));
        for (String recipient : recipients) {
            arguments.add("--recipient=" + recipient);
        }
        Outcome.Finished ended = run(arguments, plain, limit, "");
        if (ended.status() == 0) {
            return ended.output();
        }
        throw notEncrypted(new GpgStatus(ended.errors()));
    }

    /** True when one of the keys has put a valid signature on the file. */
    boolean isSigned(Path file, Path signature, List<String> fingerprints, Duration limit) throws StoreException {
        Outcome.Finished ended =
                run(List.of("--verify", signature.toString(), file.toString()), new byte[0], limit, "");
        List<String> signers = new GpgStatus(ended.errors()).words("VALIDSIG");
        for (String fingerprint : fingerprints) {
            if (signers.contains(fingerprint)) {
                return true;
            }
        }
        return false;
    }

    private Outcome.Finished run(List<String> arguments, byte[] input, Duration limit, String whatToDo)
            throws StoreException {
        List<String> all = new ArrayList<>(extraOptions);
        all.addAll(OPTIONS);
        all.addAll(arguments);
        return programs.run(program(), all, input, MAX_SECRET, limit, whatToDo);
    }

    private StoreException notDecrypted(Path file, GpgStatus status, Duration limit) throws StoreException {
        if (status.has("NODATA") || status.has("BADMDC") || status.has("DECRYPTION_INFO")) {
            return new StoreException(
                    Kind.DAMAGED, file + " is damaged: " + status.complaint(), "store it anew, or restore the file");
        }
        for (String key : status.firstWords("ENC_TO")) {
            Outcome.Finished listed = run(List.of("--list-secret-keys", key), new byte[0], limit, "");
            if (listed.status() == 0) {
                return new StoreException(
                        Kind.LOCKED,
                        "the key of " + file + " is locked, and gpg-agent could not ask for its passphrase",
                        unlock(file));
            }
        }
        return new StoreException(
                Kind.UNREACHABLE,
                file + " cannot be decrypted: " + status.complaint(),
                "import the secret key with gpg --import, or store it anew");
    }

    private static StoreException notEncrypted(GpgStatus status) {
        if (status.has("INV_RECP")) {
            String key = status.lastWord("INV_RECP");
            boolean expired = status.has("KEYEXPIRED") || status.has("KEYREVOKED");
            return new StoreException(
                    expired ? Kind.REFUSED : Kind.UNREACHABLE,
                    "gpg cannot encrypt for " + key
                            + (expired ? ": the key is expired or revoked" : ": " + status.complaint()),
                    "renew or import the key, or name another one: pass init KEY");
        }
        return new StoreException(Kind.UNREACHABLE, "gpg cannot encrypt: " + status.complaint(), "");
    }

    private static String unlock(Path file) {
        return "unlock the key in a terminal: export GPG_TTY=$(tty); gpg --output /dev/null --decrypt " + file;
    }
}

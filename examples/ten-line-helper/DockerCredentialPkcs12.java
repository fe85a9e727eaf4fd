// A Docker credential helper that keeps logins in a PKCS#12 file. Run it by the script beside it; see README.md.

import dev.coffer.api.*;
import dev.coffer.docker.helper.HelperServer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import javax.crypto.spec.SecretKeySpec;

void main(String[] args) {
    var file = Path.of(System.getenv("HELPER_KEYSTORE"));
    var password = System.getenv("HELPER_KEYSTORE_PASSWORD").toCharArray();
    var store = new Pkcs12Store(file, password);
    var helper = new HelperServer("docker-credential-pkcs12", "example.com/pkcs12", "1.0", store);
    System.exit(helper.serve(args, System.in, System.out, System.err));
}

/** What the helper serves from: one entry of the key store for each server, named by the server's identity. */
record Pkcs12Store(Path file, char[] password) implements CredentialStore {
    @Override
    public String name() {
        return "pkcs12";
    }

    @Override
    public Lookup get(Request request) {
        try {
            var keys = load();
            for (String identity : request.server().lookupOrder()) {
                if (keys.containsAlias(identity)) {
                    var login = Login.of(keys, identity, password);
                    return new Lookup.Found(login.credential(), new Origin(name(), login.server()));
                }
            }
            return new Lookup.Absent(file + " has no entry for " + request.server());
        } catch (StoreException failure) {
            return failure.asLookup();
        } catch (GeneralSecurityException damaged) {
            return failure(damaged).asLookup();
        }
    }

    @Override
    public void store(ServerAddress server, Credential credential) throws StoreException {
        try {
            var keys = load();
            new Login(server.spelling(), credential).putInto(keys, server.identity(), password);
            save(keys);
        } catch (GeneralSecurityException refused) {
            throw failure(refused);
        }
    }

    @Override
    public boolean erase(ServerAddress server) throws StoreException {
        try {
            var keys = load();
            if (!keys.containsAlias(server.identity())) {
                return false;
            }
            keys.deleteEntry(server.identity());
            save(keys);
            return true;
        } catch (GeneralSecurityException refused) {
            throw failure(refused);
        }
    }

    @Override
    public List<Entry> list() throws StoreException {
        try {
            var keys = load();
            var entries = new ArrayList<Entry>();
            for (String identity : Collections.list(keys.aliases())) {
                var login = Login.of(keys, identity, password);
                entries.add(new Entry(login.server(), login.credential().username(), Optional.empty()));
            }
            return entries;
        } catch (GeneralSecurityException damaged) {
            throw failure(damaged);
        }
    }

    private KeyStore load() throws StoreException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.exists(file) ? Files.newInputStream(file) : null) {
            keys.load(in, password);
            return keys;
        } catch (IOException unreadable) {
            throw failure(unreadable);
        }
    }

    private void save(KeyStore keys) throws StoreException, GeneralSecurityException {
        try {
            var temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".pkcs12", null);
            try (var out = Files.newOutputStream(temporary)) {
                keys.store(out, password);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw failure(unwritable);
        }
    }

    private StoreException failure(Exception cause) {
        return cause.getCause() instanceof UnrecoverableKeyException
                ? new StoreException(Kind.LOCKED, file + " has another password", "set HELPER_KEYSTORE_PASSWORD", cause)
                : new StoreException(Kind.DAMAGED, file + " cannot be used", "see whether it is a PKCS#12 file", cause);
    }

    @Override
    public String toString() {
        return name();
    }
}

/** One entry: the server as it was spelled, the user name and the secret, with NUL between them. */
record Login(String server, Credential credential) {
    static Login of(KeyStore keys, String alias, char[] password) throws GeneralSecurityException {
        var parts = new String(keys.getKey(alias, password).getEncoded(), StandardCharsets.UTF_8).split("\0", 3);
        return new Login(parts[0], new Credential(parts[1], Secret.ofText(parts[2])));
    }

    void putInto(KeyStore keys, String alias, char[] password) throws GeneralSecurityException {
        var text = server + "\0" + credential.username() + "\0" + credential.secret().text();
        var key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "AES");
        keys.setEntry(alias, new KeyStore.SecretKeyEntry(key), new KeyStore.PasswordProtection(password));
    }
}

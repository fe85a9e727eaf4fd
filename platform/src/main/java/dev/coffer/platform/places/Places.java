package dev.coffer.platform.places;

import dev.coffer.platform.files.EffectiveUser;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where things lie, by the <a href="https://specifications.freedesktop.org/basedir-spec/latest/">XDG base directory
 * specification</a> and Coffer's own variables. Only names: nothing is opened, nothing is created.
 *
 * @param home the home folder
 * @param config the user's settings file
 * @param systemConfig the machine's settings file
 * @param data the data folder ({@code vault/}, {@code cache/})
 * @param identity the folder of the vault's keys, apart from the data
 * @param runtime where an agent listens: below the user's runtime folder, else below the keys; never in {@code /tmp}
 */
public record Places(Path home, Path config, Path systemConfig, Path data, Path identity, Path runtime) {
    private static final String SYSTEM_CONFIG = "/etc/coffer/config.yaml";
    private static final String HOMELESS_ROOT = "/var/lib/coffer";

    /**
     * Finds the places. With {@code HOME} set, this asks the file system nothing.
     *
     * <p>The home folder is {@code HOME}, else that of our user's entry in {@code /etc/passwd}, else
     * {@code /var/lib/coffer} for root. Relative {@code XDG_*} values are ignored, as the specification wants; a relative
     * {@code HOME} or {@code COFFER_*} is an error.
     *
     * @throws NoHomeException when there is no home folder to be found, or a variable holds no absolute path
     */
    public static Places of(Environment environment) throws NoHomeException {
        Optional<Path> named = absolute(environment, "HOME");
        Path home = named.isPresent() ? named.get() : homeOfOurUser();
        Optional<Path> config = absolute(environment, "COFFER_CONFIG");
        Optional<Path> data = absolute(environment, "COFFER_HOME");
        Optional<Path> identityHome = absolute(environment, "COFFER_IDENTITY_HOME");
        Path identity = identityHome.isPresent()
                ? identityHome.get()
                : xdg(environment, "XDG_STATE_HOME", home.resolve(".local/state"))
                        .resolve("coffer");
        return new Places(
                home,
                config.isPresent()
                        ? config.get()
                        : xdg(environment, "XDG_CONFIG_HOME", home.resolve(".config"))
                                .resolve("coffer/config.yaml"),
                Path.of(SYSTEM_CONFIG),
                data.isPresent()
                        ? data.get()
                        : xdg(environment, "XDG_DATA_HOME", home.resolve(".local/share"))
                                .resolve("coffer"),
                identity,
                runtime(environment, identity));
    }

    private static Path runtime(Environment environment, Path identity) throws NoHomeException {
        Path none = identity.resolve("run");
        Path runtime = xdg(environment, "XDG_RUNTIME_DIR", none);
        return runtime.equals(none) ? none : runtime.resolve("coffer");
    }

    private static Optional<Path> absolute(Environment environment, String variable) throws NoHomeException {
        Optional<String> value = environment.get(variable);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        Path path = path(variable, value.get());
        if (!path.isAbsolute()) {
            throw new NoHomeException(variable + " is not an absolute path: " + value.get());
        }
        return Optional.of(path);
    }

    private static Path xdg(Environment environment, String variable, Path otherwise) throws NoHomeException {
        Optional<String> value = environment.get(variable);
        if (value.isEmpty()) {
            return otherwise;
        }
        Path path = path(variable, value.get());
        return path.isAbsolute() ? path : otherwise;
    }

    private static Path path(String variable, String value) throws NoHomeException {
        try {
            return Path.of(value);
        } catch (InvalidPathException unmappable) {
            throw new NoHomeException(variable + " holds characters that this locale cannot express in a file name; "
                    + "set LC_ALL=C.UTF-8");
        }
    }

    private static Path homeOfOurUser() throws NoHomeException {
        try {
            return homeWithoutVariable(Passwd.ofSystem(), EffectiveUser.uid());
        } catch (NoHomeException none) {
            throw none;
        } catch (IOException failed) {
            throw new NoHomeException("HOME is not set, and our user's entry cannot be read (" + failed.getMessage()
                    + "); set HOME to an absolute path");
        }
    }

    static Path homeWithoutVariable(Passwd passwd, int uid) throws NoHomeException {
        Optional<Path> home = passwd.homeOf(uid);
        if (home.isPresent()) {
            return home.get();
        }
        if (uid == EffectiveUser.ROOT) {
            return Path.of(HOMELESS_ROOT);
        }
        throw new NoHomeException("HOME is not set, and /etc/passwd names no home for user "
                + Integer.toUnsignedString(uid) + "; set HOME to an absolute path");
    }
}

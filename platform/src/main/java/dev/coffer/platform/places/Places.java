package dev.coffer.platform.places;

import java.nio.file.Path;

/**
 * Where things lie, by the XDG base directory specification and Coffer's own variables.
 *
 * @param home the home folder
 * @param config the user's settings file
 * @param systemConfig the machine's settings file
 * @param data the data folder ({@code vault/}, {@code cache/})
 * @param identity the folder of the vault's keys, apart from the data
 */
public record Places(Path home, Path config, Path systemConfig, Path data, Path identity) {
    /**
     * Finds the places.
     *
     * @throws NoHomeException when there is no home folder to be found
     */
    public static Places of(Environment environment) throws NoHomeException {
        throw new UnsupportedOperationException();
    }
}

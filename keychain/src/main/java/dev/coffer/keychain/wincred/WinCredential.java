package dev.coffer.keychain.wincred;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A generic credential of Windows, without its blob.
 *
 * @param target the target name
 * @param username the user name; empty when there is none
 * @param attributes the values by their keywords
 * @param written when it was written, in units of 100 ns since 1601; 0 before it is
 */
record WinCredential(String target, String username, Map<String, byte[]> attributes, long written) {
    /** One that is to be written. */
    WinCredential(String target, String username, Map<String, byte[]> attributes) {
        this(target, username, attributes, 0);
    }

    /** The value of an attribute as text. */
    Optional<String> attribute(String keyword) {
        return Optional.ofNullable(attributes.get(keyword)).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /** The same with one attribute more. */
    WinCredential with(String keyword, String value) {
        Map<String, byte[]> more = new TreeMap<>(attributes);
        more.put(keyword, value.getBytes(StandardCharsets.UTF_8));
        return new WinCredential(target, username, more, written);
    }

    /** True when Windows takes the two target names for one. */
    boolean hasTarget(String other) {
        return target.equalsIgnoreCase(other);
    }
}

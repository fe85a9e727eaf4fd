package dev.coffer.keychain.dbus;

import dev.coffer.platform.places.Environment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the session bus listens. Only buses that run: the transports that would start one ({@code autolaunch},
 * {@code unixexec}) or leave the machine ({@code tcp}) are passed over.
 */
public sealed interface BusAddress {
    /** A socket that has a file. */
    record SocketFile(Path path) implements BusAddress {}

    /**
     * An abstract socket of Linux.
     *
     * @param name its name without the leading NUL, byte for byte as Latin-1
     */
    record AbstractName(String name) implements BusAddress {}

    /** The variable in which a session names its bus. */
    String VARIABLE = "DBUS_SESSION_BUS_ADDRESS";

    /**
     * The addresses to try, in their order: those of {@value #VARIABLE}; without it, {@code bus} in
     * {@code XDG_RUNTIME_DIR}.
     *
     * @throws NoBusException when there is none that could be tried
     */
    static List<BusAddress> of(Environment environment) throws NoBusException {
        Optional<String> runtime = environment.get("XDG_RUNTIME_DIR");
        Optional<String> given = environment.get(VARIABLE);
        if (given.isPresent()) {
            return parse(given.get(), runtime);
        }
        if (runtime.isEmpty()) {
            throw new NoBusException("there is no session bus: neither " + VARIABLE + " nor XDG_RUNTIME_DIR is set");
        }
        return List.of(inRuntimeFolder(runtime));
    }

    private static List<BusAddress> parse(String text, Optional<String> runtime) throws NoBusException {
        List<BusAddress> usable = new ArrayList<>();
        for (String address : text.split(";", -1)) {
            if (address.startsWith("unix:")) {
                parseUnix(address.substring("unix:".length()), runtime).ifPresent(usable::add);
            }
        }
        if (usable.isEmpty()) {
            throw new NoBusException(
                    VARIABLE + " names no bus that can be used (unix:path=, unix:abstract= or unix:runtime=yes)");
        }
        return List.copyOf(usable);
    }

    private static Optional<BusAddress> parseUnix(String keys, Optional<String> runtime) throws NoBusException {
        for (String pair : keys.split(",", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : unescape(pair.substring(equals + 1));
            switch (equals < 0 ? pair : pair.substring(0, equals)) {
                case "path" -> {
                    return Optional.of(new SocketFile(path(new String(latin1(value), StandardCharsets.UTF_8))));
                }
                case "abstract" -> {
                    return Optional.of(new AbstractName(value));
                }
                case "runtime" -> {
                    return Optional.of(inRuntimeFolder(runtime));
                }
                default -> {
                    // guid= and whatever else says nothing about where the bus is.
                }
            }
        }
        return Optional.empty();
    }

    private static BusAddress inRuntimeFolder(Optional<String> runtime) throws NoBusException {
        return new SocketFile(path(runtime.orElseThrow(() -> new NoBusException("XDG_RUNTIME_DIR is not set")))
                .resolve("bus"));
    }

    private static Path path(String text) throws NoBusException {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException unmappable) {
            // Said below.
        }
        throw new NoBusException("the address of the session bus holds a path that is not absolute or not a path");
    }

    /** The bytes, each as one character: percent signs and two hex digits stand for bytes that may not stand there. */
    private static String unescape(String value) throws NoBusException {
        byte[] given = value.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(given.length);
        for (int i = 0; i < given.length; i++) {
            if (given[i] != '%') {
                bytes.write(given[i]);
                continue;
            }
            int high = i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
            int low = i + 2 < given.length ? Character.digit(given[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new NoBusException("the address of the session bus holds a percent sign without two hex digits");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}

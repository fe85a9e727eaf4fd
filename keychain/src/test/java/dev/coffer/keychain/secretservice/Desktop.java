package dev.coffer.keychain.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.keychain.Needs;
import dev.coffer.keychain.Program;
import dev.coffer.keychain.dbus.BusAddress;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.platform.places.Environment;
import dev.coffer.platform.sockets.AbstractSockets;
import dev.coffer.platform.sockets.ForeignAbstractSockets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A session bus of its own, and GNOME Keyring on it. */
final class Desktop implements AutoCloseable {
    static final AbstractSockets SOCKETS = new ForeignAbstractSockets();

    private final Map<String, String> environment = new HashMap<>();
    private final Process bus;
    private Optional<Process> keyring = Optional.empty();

    private Desktop(Path folder, String address) throws IOException {
        Path runtime = Files.createDirectories(folder.resolve("runtime"));
        Files.setPosixFilePermissions(runtime, PosixFilePermissions.fromString("rwx------"));
        environment.put("HOME", folder.toString());
        environment.put("XDG_RUNTIME_DIR", runtime.toString());
        environment.put("XDG_DATA_HOME", folder.resolve("data").toString());
        // Nothing may be started behind the test's back.
        Path config = Files.writeString(folder.resolve("bus.conf"), """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <type>session</type>
                  <listen>%s</listen>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                  </policy>
                </busconfig>
                """.formatted(address));
        bus = start(folder, Needs.program("dbus-daemon"), "--nofork", "--print-address", "--config-file=" + config);
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.UTF_8))) {
            environment.put(BusAddress.VARIABLE, Objects.requireNonNull(reader.readLine(), "the bus did not start"));
        }
    }

    /** Only a bus. */
    static Desktop withoutKeyring(Path folder) throws IOException {
        return new Desktop(folder, "unix:path=" + folder.resolve("bus"));
    }

    /** A bus and a keyring that is unlocked and has its default collection. */
    static Desktop start(Path folder) throws Exception {
        Desktop desktop = withoutKeyring(folder);
        desktop.startKeyring("password");
        return desktop;
    }

    /** The same on an abstract socket. */
    static Desktop onAbstractSocket(Path folder) throws Exception {
        Desktop desktop = new Desktop(folder, "unix:abstract=" + folder.resolve("bus"));
        desktop.startKeyring("password");
        return desktop;
    }

    /** Starts the keyring; with an empty password it has no default collection, without one it is locked. */
    void startKeyring(String password) throws Exception {
        Process process = start(
                Path.of(environment("HOME")),
                Needs.program("gnome-keyring-daemon"),
                "--foreground",
                "--unlock",
                "--components=secrets");
        keyring = Optional.of(process);
        try (var stdin = process.getOutputStream()) {
            stdin.write(password.getBytes(StandardCharsets.UTF_8));
        }
        awaitService();
    }

    /** Starts the keyring without unlocking anything. */
    void startLockedKeyring() throws Exception {
        Process process = start(
                Path.of(environment("HOME")),
                Needs.program("gnome-keyring-daemon"),
                "--foreground",
                "--components=secrets");
        keyring = Optional.of(process);
        awaitService();
    }

    void stopKeyring() {
        keyring.ifPresent(process -> process.destroyForcibly().onExit().join());
        keyring = Optional.empty();
    }

    void stopBus() {
        bus.destroyForcibly().onExit().join();
    }

    Environment environment() {
        return new Environment(environment);
    }

    Map<String, String> variables() {
        return environment;
    }

    String environment(String name) {
        return environment().get(name).orElseThrow();
    }

    SecretService store() {
        return store(SecretServiceSettings.DEFAULT);
    }

    SecretService store(SecretServiceSettings settings) {
        return SecretService.open(environment(), settings, SOCKETS);
    }

    /** A connection of the test's own. */
    BusConnection connect() throws IOException {
        return BusConnection.open(BusAddress.of(environment()), SOCKETS, Duration.ofSeconds(10));
    }

    Program.Result run(String input, String... command) throws Exception {
        return Program.run(environment, input, command);
    }

    @Override
    public void close() {
        stopKeyring();
        stopBus();
    }

    private Process start(Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private void awaitService() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        try (BusConnection connection = connect()) {
            while (!connection.hasOwner(Names.SERVICE)) {
                assertThat(System.nanoTime()).as("the keyring came up").isLessThan(end);
                Thread.sleep(5);
            }
        }
    }
}

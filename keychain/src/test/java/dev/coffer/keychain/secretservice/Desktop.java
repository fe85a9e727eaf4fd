package dev.coffer.keychain.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.keychain.Needs;
import dev.coffer.keychain.Program;
import dev.coffer.keychain.dbus.BodyWriter;
import dev.coffer.keychain.dbus.BusAddress;
import dev.coffer.keychain.dbus.BusConnection;
import dev.coffer.keychain.dbus.MethodCall;
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

    /** Starts the keyring and unlocks it; with an empty password it has no default collection. */
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

    /** Starts KeePassXC, without a screen, with an unlocked database that it offers on the bus. */
    void startKeePassXc() throws Exception {
        Path home = Path.of(environment("HOME"));
        environment.put("QT_QPA_PLATFORM", "offscreen");
        // Where it looks for another one of itself.
        environment.put("TMPDIR", home.toString());
        // The database's mark says which of its groups is offered.
        Path xml = Files.writeString(home.resolve("database.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <KeePassFile>
                  <Meta>
                    <CustomData><Item>
                      <Key>FDO_SECRETS_EXPOSED_GROUP</Key>
                      <Value>{ad3ae7f8-dae1-4dee-a99f-19c59a64a4cb}</Value>
                    </Item></CustomData>
                  </Meta>
                  <Root><Group><UUID>rTrn+NrhTe6pnxnFmmSkyw==</UUID><Name>Root</Name></Group></Root>
                </KeePassFile>
                """);
        Path database = home.resolve("secrets.kdbx");
        run(
                        "password\npassword\n",
                        "keepassxc-cli",
                        "import",
                        "--quiet",
                        "--set-password",
                        xml.toString(),
                        database.toString())
                .done();
        Path configuration = Files.writeString(home.resolve("keepassxc.ini"), """
                [General]
                UpdateCheckMessageShown=true
                [FdoSecrets]
                Enabled=true
                ConfirmAccessItem=false
                ConfirmDeleteItem=false
                ShowNotification=false
                [Security]
                LockDatabaseIdle=false
                """);
        Process process = start(
                home,
                Needs.program("keepassxc"),
                "--config=" + configuration,
                "--localconfig=" + home.resolve("local.ini"),
                "--pw-stdin",
                database.toString());
        keyring = Optional.of(process);
        try (var stdin = process.getOutputStream()) {
            stdin.write("password\n".getBytes(StandardCharsets.UTF_8));
        }
        awaitService();
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!hasOpenDefaultCollection()) {
            assertThat(System.nanoTime()).as("KeePassXC opened its database").isLessThan(end);
            Thread.sleep(20);
        }
    }

    private boolean hasOpenDefaultCollection() throws IOException {
        try (BusConnection connection = connect()) {
            String path = connection
                    .call(MethodCall.of(Names.SERVICE, Names.ROOT, Names.SERVICE_INTERFACE, "ReadAlias")
                            .with("s", new BodyWriter().string("default")))
                    .body("o")
                    .string();
            return !path.equals(Names.NOTHING)
                    && !connection
                            .call(MethodCall.of(Names.SERVICE, path, Names.PROPERTIES_INTERFACE, "Get")
                                    .with(
                                            "ss",
                                            new BodyWriter()
                                                    .string(Names.COLLECTION_INTERFACE)
                                                    .string("Locked")))
                            .body("v")
                            .variant("b")
                            .bool();
        }
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

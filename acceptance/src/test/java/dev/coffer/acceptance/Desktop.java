package dev.coffer.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A desktop session of a sandbox's user: a bus whose socket is a file, and GNOME Keyring on it. */
final class Desktop implements AutoCloseable {
    private static final String PASSWORD = "password of the keyring";
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Sandbox user;
    private final Process bus;
    private Optional<Process> keyring = Optional.empty();

    private Desktop(Sandbox user, Process bus) {
        this.user = user;
        this.bus = bus;
    }

    /** A bus and a keyring that is unlocked. */
    static Desktop start(Sandbox user) throws IOException, InterruptedException {
        Desktop desktop = withoutKeyring(user);
        desktop.startKeyring();
        return desktop;
    }

    /** Only the bus. */
    static Desktop withoutKeyring(Sandbox user) throws IOException {
        Peers.require("dbus-daemon", "dbus-send", "gnome-keyring-daemon", "secret-tool");
        // Without service folders nothing is started behind the test's back, no prompter either.
        user.write("run/bus.conf", """
                <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
                 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
                <busconfig>
                  <type>session</type>
                  <listen>unix:path=%s</listen>
                  <policy context="default">
                    <allow send_destination="*" eavesdrop="true"/>
                    <allow eavesdrop="true"/>
                    <allow own="*"/>
                  </policy>
                </busconfig>
                """.formatted(user.path("run/session-bus")));
        Process bus = user.start(
                List.of("dbus-daemon", "--nofork", "--print-address", "--config-file=" + user.path("run/bus.conf")));
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(bus.getInputStream(), StandardCharsets.UTF_8))) {
            String address = reader.readLine();
            if (address == null) {
                throw new IOException("the session bus did not start");
            }
            user.with("DBUS_SESSION_BUS_ADDRESS", address);
        }
        return new Desktop(user, bus);
    }

    /** Starts the keyring and unlocks it, as a login to the desktop does. */
    void startKeyring() throws IOException, InterruptedException {
        launch("--unlock");
    }

    /** Starts the keyring as it is before anybody has given its password. */
    void startLockedKeyring() throws IOException, InterruptedException {
        launch();
    }

    private void launch(String... more) throws IOException, InterruptedException {
        List<String> options = List.of(more);
        String command = "exec gnome-keyring-daemon --foreground --components=secrets " + String.join(" ", options)
                + " >/dev/null 2>&1";
        Process process = user.start(List.of("sh", "-c", command));
        keyring = Optional.of(process);
        try (OutputStream stdin = process.getOutputStream()) {
            if (!options.isEmpty()) {
                stdin.write(PASSWORD.getBytes(StandardCharsets.UTF_8));
            }
        }
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (!isServed()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the keyring did not come up");
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private boolean isServed() {
        return user.run(List.of(
                                "dbus-send",
                                "--session",
                                "--print-reply",
                                "--dest=org.freedesktop.DBus",
                                "/",
                                "org.freedesktop.DBus.GetNameOwner",
                                "string:org.freedesktop.secrets"))
                        .exit()
                == 0;
    }

    void stopKeyring() {
        keyring.ifPresent(process -> process.destroyForcibly().onExit().join());
        keyring = Optional.empty();
    }

    /** The session ends; its address stays in the environment. */
    void stopBus() {
        bus.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        stopKeyring();
        stopBus();
    }
}

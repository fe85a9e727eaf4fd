package dev.coffer.cli.setup;

import dev.coffer.api.Lookup;
import dev.coffer.api.Request;
import dev.coffer.api.ServerAddress;
import dev.coffer.core.Coffer;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A home folder, a machine and a delivery of their own, all real files. */
final class Sandbox {
    final Path home;
    final Path root;
    final Map<String, String> variables = new HashMap<>();
    Delivery delivery;
    boolean superuser;

    Sandbox(Path folder) throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        root = Files.createDirectory(folder.resolve("machine"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        delivery = deliveryWith(folder.resolve("dist"), "1");
        variables.put("HOME", home.toString());
        variables.put("PATH", bin() + ":" + home.resolve("helpers") + ":/usr/bin:/bin");
        variables.put("SHELL", "/bin/bash");
        variables.put("USER", "somebody");
        variables.put(
                "XDG_RUNTIME_DIR", Files.createDirectory(folder.resolve("run")).toString());
    }

    /** A small delivery: a program that does what the proof asks of it, and something beside it. */
    static Delivery deliveryWith(Path folder, String content) throws IOException {
        Path program = folder.resolve("bin/coffer");
        script(program, "echo \"docker-credential-coffer (sandbox) " + content + "\"");
        Files.createSymbolicLink(folder.resolve("bin/docker-credential-coffer"), Path.of("coffer"));
        Path library = Files.createDirectories(folder.resolve("lib/coffer"));
        Files.writeString(library.resolve("data"), content);
        Path manual = Files.createDirectories(folder.resolve("share/man/man1"));
        Files.writeString(manual.resolve("coffer.1"), content);
        Files.writeString(folder.resolve("coffer.tar.gz"), "belongs to no installation");
        return Delivery.at(folder, "9.9.9");
    }

    static void script(Path file, String line) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts a {@code docker-credential-NAME} on the PATH that knows one login. */
    void helper(String name, String server, String username, String secret) throws IOException {
        script(home.resolve("helpers/docker-credential-" + name), """
                read -r server
                case $1 in
                  list) echo '{"%1$s":"%2$s"}' ;;
                  get) [ "$server" = "%1$s" ] && echo '{"ServerURL":"%1$s","Username":"%2$s","Secret":"%3$s"}' && exit 0
                       echo "credentials not found in native keychain"; exit 1 ;;
                esac""".formatted(server, username, secret));
    }

    Path bin() {
        return home.resolve(".local/bin");
    }

    Path versions() {
        return home.resolve(".local/lib/coffer");
    }

    Path config() {
        return home.resolve(".docker/config.json");
    }

    Path dropIn() {
        return home.resolve(".config/containers/registries.conf.d/99-coffer.conf");
    }

    void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    String read(Path file) throws IOException {
        return Files.readString(file);
    }

    Setup setup() throws IOException {
        return setup(false);
    }

    Setup setup(boolean forAll) throws IOException {
        return Setup.of(new Environment(variables), new Machine(root, superuser), forAll);
    }

    /** Sets up, and gives what was said. */
    List<String> setUp() throws Exception {
        return run(setup().plan(delivery));
    }

    List<String> undo(Keep keep) throws Exception {
        return run(setup().undoPlan(keep));
    }

    static List<String> run(Plan plan) throws Exception {
        Lines lines = new Lines();
        plan.show(lines);
        plan.run(lines);
        return lines.said;
    }

    static List<String> shown(Plan plan) throws Exception {
        Lines lines = new Lines();
        plan.show(lines);
        return lines.said;
    }

    Coffer coffer() throws IOException {
        return Coffer.open(new Environment(variables));
    }

    /** The user and the secret that a client would get; empty when nothing is known. */
    Optional<String> login(String server) throws IOException {
        return coffer().get(Request.of(ServerAddress.parse(server))) instanceof Lookup.Found found
                ? Optional.of(found.credential().username() + ":"
                        + found.credential().secret().text())
                : Optional.empty();
    }

    /** Everything below the folders: names, modes, link targets and contents; not the times. */
    List<String> tree() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path top : List.of(home, root)) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file : files.sorted().toList()) {
                    lines.add(describe(file));
                }
            }
        }
        return lines;
    }

    private static String describe(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return file + " -> " + Files.readSymbolicLink(file);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        return Files.isDirectory(file)
                ? file + " " + mode
                : file + " " + mode + " " + HexFormat.of().formatHex(Files.readAllBytes(file));
    }

    /** The files below the home folder that show the secret: raw, in base64 at any offset, or in hex. */
    List<Path> filesShowing(String secret) throws IOException {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>(List.of(secret, HexFormat.of().formatHex(bytes)));
        for (int offset = 0; offset < 3; offset++) {
            byte[] shifted = new byte[bytes.length + offset];
            System.arraycopy(bytes, 0, shifted, offset, bytes.length);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The first and the last characters depend on what stands beside the secret.
            forms.add(base64.substring(offset == 0 ? 0 : 4, base64.length() - 2));
        }
        List<Path> showing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home.getParent())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (forms.stream().anyMatch(text::contains)
                        || text.toLowerCase(Locale.ROOT).contains(forms.get(1))) {
                    showing.add(file);
                }
            }
        }
        return showing;
    }

    /** {@code "auth": "..."} of a user and a password. */
    static String auth(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "{\"auth\": \"" + Base64.getEncoder().encodeToString(pair) + "\"}";
    }

    /** Collects what is said. */
    static final class Lines implements Report {
        final List<String> said = new ArrayList<>();

        @Override
        public void line(String line) {
            said.add(line);
        }

        @Override
        public void note(String line) {
            said.add(line);
        }
    }
}

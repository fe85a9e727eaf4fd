package dev.coffer.core.tokens;

import dev.coffer.api.Secret;
import dev.coffer.platform.places.Environment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;

/**
 * Takes in everything that decides which token is right, one thing after the other, and makes a key of it. Values are
 * hashed with a secret key and kept nowhere; of files only what the system says about them goes in.
 *
 * <p>Every thing begins with what it is and carries its lengths, so two different lists never give the same bytes.
 */
final class KeyInputs {
    private static final byte TEXT = 1;
    private static final byte NO_TEXT = 2;
    private static final byte FILE = 3;
    private static final byte NO_FILE = 4;
    private static final byte UNREADABLE_FILE = 5;
    private static final byte LIST = 6;
    private static final byte SECRET = 7;

    /** With the time of the last change of status, which nobody can set: {@code cp -p} restores all others. */
    private static final String STAMP = "unix:dev,ino,size,lastModifiedTime,ctime";

    private final Environment environment;
    private final Path home;
    private final Mac mac;

    /**
     * Begins a key.
     *
     * @param home where {@code ~} is
     * @param mac keyed, and used for nothing else meanwhile
     */
    KeyInputs(Environment environment, Path home, Mac mac) {
        this.environment = environment;
        this.home = home;
        this.mac = mac;
    }

    /** A value that is always there. */
    void text(String name, String value) {
        present(TEXT, name);
        sized(value);
    }

    /** A secret that is always there. */
    void secret(String name, Secret secret) {
        present(SECRET, name);
        byte[] bytes = secret.copyBytes();
        number(bytes.length);
        mac.update(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    /** Values by name, in whatever order they come. */
    void texts(String name, Map<String, String> values) {
        list(name, values.size());
        new TreeMap<>(values).forEach(this::text);
    }

    /** A variable; unset is something else than empty. */
    void variable(String name) {
        String value = environment.variables().get(name);
        if (value == null) {
            present(NO_TEXT, name);
        } else {
            text(name, value);
        }
    }

    /** All variables whose names begin so. */
    void variables(String prefix) {
        Map<String, String> matching = new TreeMap<>();
        for (Map.Entry<String, String> variable : environment.variables().entrySet()) {
            if (variable.getKey().startsWith(prefix)) {
                matching.put(variable.getKey(), variable.getValue());
            }
        }
        texts(prefix, matching);
    }

    /** A property of this Java runtime. */
    void property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            present(NO_TEXT, name);
        } else {
            text(name, value);
        }
    }

    /** What the system says about a file; a link is followed. */
    void file(Path file) {
        String name = file.toAbsolutePath().toString();
        Map<String, Object> stamp;
        try {
            stamp = Files.readAttributes(file, STAMP);
        } catch (NoSuchFileException missing) {
            present(NO_FILE, name);
            return;
        } catch (IOException unreadable) {
            present(UNREADABLE_FILE, name);
            return;
        }
        present(FILE, name);
        number(stamp, "dev");
        number(stamp, "ino");
        number(stamp, "size");
        number(stamp, "lastModifiedTime");
        number(stamp, "ctime");
    }

    /** The file that a variable names, or the one in the home folder that is meant without it. */
    void file(String variable, String inHome) {
        file(place(variable, inHome));
    }

    /** The file that a variable names, if it does. */
    void file(String variable) {
        environment.get(variable).ifPresent(this::named);
    }

    /** A file by the text that names it. */
    void named(String path) {
        try {
            file(expanded(path));
        } catch (InvalidPathException noPath) {
            text("no path", path);
        }
    }

    /** The files right in a folder whose names begin and end so. */
    void files(Path folder, String prefix, String suffix) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) && name.endsWith(suffix)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException missing) {
            present(NO_FILE, folder.toString());
            return;
        } catch (IOException | DirectoryIteratorException unreadable) {
            present(UNREADABLE_FILE, folder.toString());
            return;
        }
        Collections.sort(files);
        list(folder.toString(), files.size());
        files.forEach(this::file);
    }

    /** A place that a variable names, or the one in the home folder that is meant without it. */
    Path place(String variable, String inHome) {
        String named = environment.get(variable).orElse("");
        try {
            return named.isEmpty() ? inHome(inHome) : expanded(named);
        } catch (InvalidPathException noPath) {
            return inHome(inHome);
        }
    }

    /** A place in the home folder. */
    Path inHome(String name) {
        return home.resolve(name);
    }

    private Path expanded(String path) {
        return path.startsWith("~/") ? home.resolve(path.substring(2)) : Path.of(path);
    }

    /** The key, in hexadecimal digits. */
    String key() {
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private void list(String name, int count) {
        present(LIST, name);
        number(count);
    }

    private void present(byte kind, String name) {
        mac.update(kind);
        sized(name);
    }

    private void number(Map<String, Object> stamp, String attribute) {
        number(
                switch (stamp.get(attribute)) {
                    case FileTime time -> time.to(TimeUnit.NANOSECONDS);
                    case Number number -> number.longValue();
                    case null, default ->
                        throw new IllegalStateException("the system has no " + attribute + " of a file");
                });
    }

    private void number(long value) {
        mac.update(ByteBuffer.allocate(Long.BYTES).putLong(value).flip());
    }

    /** Char by char: an encoding would turn every lone surrogate into the same character. */
    private void sized(String value) {
        ByteBuffer chars = ByteBuffer.allocate(Integer.BYTES + Character.BYTES * value.length());
        chars.putInt(value.length());
        for (int i = 0; i < value.length(); i++) {
            chars.putChar(value.charAt(i));
        }
        mac.update(chars.array());
        Arrays.fill(chars.array(), (byte) 0);
    }
}

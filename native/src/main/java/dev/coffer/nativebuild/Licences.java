package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The licences and notices that libraries carry in their jars: whoever hands the libraries on hands these on, too. */
final class Licences {
    private Licences() {}

    /** Writes each text once, below the name of the first jar that carries it. */
    static void write(List<Path> jars, Path folder) throws IOException {
        Set<String> written = new HashSet<>();
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                for (ZipEntry entry : texts(zip)) {
                    byte[] text = zip.getInputStream(entry).readAllBytes();
                    if (written.add(new Fingerprint()
                            .add(new String(text, StandardCharsets.ISO_8859_1))
                            .hex())) {
                        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                        Files.write(
                                Files.createDirectories(
                                                folder.resolve(jar.getFileName().toString()))
                                        .resolve(name),
                                text);
                    }
                }
            }
        }
    }

    private static List<ZipEntry> texts(ZipFile zip) {
        List<ZipEntry> texts = new ArrayList<>();
        zip.stream().forEach(entry -> {
            String name = entry.getName();
            if (!entry.isDirectory() && (name.startsWith("META-INF/LICENSE") || name.startsWith("META-INF/NOTICE"))) {
                texts.add(entry);
            }
        });
        return texts;
    }
}

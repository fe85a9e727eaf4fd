package dev.coffer.kubernetes.providers;

import dev.coffer.platform.files.BoundedFile;
import dev.coffer.platform.terminal.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a kubelet is given with {@code --image-credential-provider-config}: a file, or a folder whose files ending
 * in {@code .json}, {@code .yaml} and {@code .yml} are merged in the order of their names. What the kubelet refuses is an
 * error among the findings; reading goes on as far as it can.
 */
public final class ProviderConfigReader {
    private static final int MAX_BYTES = 1 << 20;

    private final Map<String, Findings> findings = new LinkedHashMap<>();
    private final List<Provider> providers = new ArrayList<>();

    private ProviderConfigReader() {}

    /**
     * Reads and checks a configuration.
     *
     * @param config the file or folder
     * @param binFolder the folder of plugins ({@code --image-credential-provider-bin-dir}), if the names should be looked
     *     for there
     * @throws IOException when there is no such file or folder, or the folder cannot be listed
     */
    public static ProviderReport read(Path config, Optional<Path> binFolder) throws IOException {
        return new ProviderConfigReader().report(config, binFolder);
    }

    /**
     * Checks the text of a file that is yet to be written.
     *
     * @param file what the findings call it
     */
    public static ProviderReport check(Path file, String text) {
        ProviderConfigReader reader = new ProviderConfigReader();
        reader.readText(file, text.getBytes(StandardCharsets.UTF_8));
        return reader.report(file);
    }

    private ProviderReport report(Path config, Optional<Path> binFolder) throws IOException {
        if (Files.isDirectory(config)) {
            List<Path> files = files(config);
            if (files.isEmpty()) {
                findings(config).error(0, "the folder has no file ending in .json, .yaml or .yml", "");
            }
            for (Path file : files) {
                readFile(file);
            }
        } else if (Files.exists(config)) {
            readFile(config);
        } else {
            throw new NoSuchFileException(config.toString());
        }
        binFolder.ifPresent(this::checkExecutables);
        return report(config);
    }

    private ProviderReport report(Path config) {
        if (providers.isEmpty() && findings.values().stream().noneMatch(Findings::hasErrors)) {
            findings(config).error(0, "there are no providers", "give at least one");
        }
        checkNames();
        new PatternCheck(findings).check(providers);

        List<Finding> all = new ArrayList<>();
        for (Findings ofFile : findings.values()) {
            ofFile.list().stream()
                    .sorted((a, b) -> Integer.compare(a.line(), b.line()))
                    .forEach(all::add);
        }
        return new ProviderReport(new ProviderConfig(providers), all);
    }

    /** Links are not followed here, as the kubelet does not: one that leads to a folder is a file that cannot be read. */
    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.toString();
                boolean isConfig = name.endsWith(".json") || name.endsWith(".yaml") || name.endsWith(".yml");
                if (isConfig && !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(entry);
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        files.sort((a, b) -> a.toString().compareTo(b.toString()));
        return files;
    }

    private void readFile(Path file) {
        Findings ofFile = findings(file);
        try {
            Optional<byte[]> content = BoundedFile.read(file, MAX_BYTES);
            if (content.isEmpty()) {
                ofFile.error(0, "the file is a link that leads nowhere", "");
                return;
            }
            readText(file, content.get());
        } catch (IOException unreadable) {
            ofFile.error(0, Printable.escape(String.valueOf(unreadable.getMessage())), "");
        }
    }

    private void readText(Path file, byte[] content) {
        providers.addAll(new ConfigFile(file.toString(), findings(file)).read(content));
    }

    private void checkNames() {
        Map<String, Provider> seen = new LinkedHashMap<>();
        for (Provider provider : providers) {
            Provider first = seen.putIfAbsent(provider.name(), provider);
            if (first != null && !provider.name().isEmpty()) {
                findings(provider)
                        .error(
                                provider.line(),
                                "the provider " + Findings.quote(provider.name()) + " is there already: "
                                        + Printable.escape(first.file()) + ":" + first.line(),
                                "link the executable under a second name to run it with two settings");
            }
        }
    }

    private void checkExecutables(Path binFolder) {
        for (Provider provider : providers) {
            if (ProviderEntry.isName(provider.name()) && !isExecutable(binFolder, provider.name())) {
                findings(provider)
                        .error(
                                provider.line(),
                                "there is no executable " + Findings.quote(provider.name()) + " in "
                                        + Printable.escape(binFolder.toString()),
                                "install the plugin there");
            }
        }
    }

    private static boolean isExecutable(Path folder, String name) {
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) && Files.isExecutable(file);
        } catch (InvalidPathException noName) {
            return false;
        }
    }

    private Findings findings(Provider provider) {
        return findings(Path.of(provider.file()));
    }

    private Findings findings(Path file) {
        return findings.computeIfAbsent(file.toString(), Findings::new);
    }
}

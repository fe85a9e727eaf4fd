package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What the image is made of and how: the same decisions for the builder from Maven Central and for an installed
 * {@code native-image}.
 *
 * @param mainClass the class whose {@code main} is the application's
 * @param application the class path of the image
 * @param tables classes and packages whose static state is made at build time and lies in the image
 * @param optimization {@code b} builds quickly, {@code 2} takes twice as long for a release
 */
record ImageOptions(String mainClass, List<Path> application, List<String> tables, String optimization) {
    /**
     * Bounds the heap, which would otherwise follow the machine's memory. scrypt of an age passphrase takes 256 MiB in
     * one table.
     */
    private static final String MAX_HEAP = "512m";

    private static final List<String> FOREIGN = List.of(
            "dev.coffer.platform.sockets.ForeignAbstractSockets",
            "dev.coffer.core.keystores.MacKeychain",
            "dev.coffer.core.keystores.WindowsCredentials");

    /** The application and the folder that the image's entry was written to. */
    String classPath(Path entry) {
        return entry + ":"
                + String.join(":", application.stream().map(Path::toString).toList());
    }

    /** Options that both routes take in this form. */
    List<String> common() throws BuildFailure {
        List<String> options = new ArrayList<>(List.of(
                "-H:+UnlockExperimentalVMOptions",
                // Every processor of the architecture; payloads are small.
                "-H:MicroArchitecture=compatibility",
                "-H:Optimize=" + optimization,
                // Arguments belong to the program: "-Dx=y" or "-Xmx1m" among them must not reach the runtime.
                "-H:-ParseRuntimeOptions",
                "-R:MaxHeapSize=" + MAX_HEAP,
                // Shutdown hooks run on SIGINT and SIGTERM; SIGPIPE is an I/O error, not the end.
                "-H:+InstallExitHandlers",
                "-R:+EnableSignalHandling",
                // A crash must not print registers and stack.
                "-R:-InstallSegfaultHandler",
                "-H:EnableURLProtocols=http,https",
                // These call C by java.lang.foreign, which the image has not.
                "-H:ServiceLoaderFeatureExcludeServiceProviders=" + String.join(",", FOREIGN),
                // The heap is bounded above; asking the control group costs file reads at every start.
                "-H:-UseContainerSupport"));
        if (!tables.isEmpty()) {
            options.add("-H:ClassInitialization="
                    + String.join(
                            ",",
                            tables.stream().map(name -> name + ":build_time").toList()));
        }
        options.addAll(reflection());
        return options;
    }

    /** What annotation processors wrote for the image into our own jars (picocli's commands and options). */
    private List<String> reflection() throws BuildFailure {
        List<String> options = new ArrayList<>();
        for (Path jar : application) {
            if (!jar.getFileName().toString().startsWith("coffer-")) {
                continue;
            }
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith("META-INF/native-image/"))
                        .filter(name -> name.endsWith("/reflect-config.json"))
                        .sorted()
                        .forEach(name -> options.add("-H:ReflectionConfigurationResources=" + name));
            } catch (IOException e) {
                throw new BuildFailure("cannot read " + jar + ": " + e.getMessage(), e);
            }
        }
        return options;
    }
}

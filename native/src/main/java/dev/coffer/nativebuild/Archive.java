package dev.coffer.nativebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The archive that users without a JDK download: the program, its libraries, and everybody's licences. */
final class Archive {
    private final Places places;
    private final Machine machine;
    private final String version;
    private final List<Path> jars;

    /**
     * Prepares an archive.
     *
     * @param jars what the programs are made of
     */
    Archive(Places places, Machine machine, String version, List<Path> jars) {
        this.places = places;
        this.machine = machine;
        this.version = version;
        this.jars = jars;
    }

    /** Writes {@code dist/coffer-<os>-<arch>.tar.gz}; one folder in it holds everything. */
    Path write(Delivery delivery) throws BuildFailure {
        String top = "coffer-" + version + "-" + machine.platform();
        Path work = places.work("archive");
        Path folder = work.resolve(top);
        Path archive = places.dist().resolve("coffer-" + machine.platform() + ".tar.gz");
        try {
            Folders.clear(work);
            Files.createDirectories(folder);
            Folders.copy(delivery.folder().resolve("bin"), folder.resolve("bin"));
            Folders.copy(delivery.folder().resolve("lib"), folder.resolve("lib"));
            if (Files.exists(delivery.folder().resolve("share"))) {
                Folders.copy(delivery.folder().resolve("share"), folder.resolve("share"));
            }
            Folders.copy(places.sources().resolve("licenses"), folder.resolve("licenses"));
            Folders.copy(machine.javaHome().resolve("legal/java.base"), folder.resolve("licenses/openjdk"));
            Licences.write(jars, folder.resolve("licenses/libraries"));
            if (machine.glibcLoader().isPresent()) {
                Path setup = folder.resolve("setup");
                String template = Files.readString(places.sources().resolve("sh/setup"));
                Files.writeString(
                        setup,
                        template.replace("@LOADER@", machine.glibcLoader().get()));
                Files.setPosixFilePermissions(setup, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            for (String file : new String[] {"LICENSE", "NOTICE"}) {
                if (Files.exists(places.root().resolve(file))) {
                    Files.copy(places.root().resolve(file), folder.resolve(file));
                }
            }
            // Equal input gives an equal archive: sorted, without the builder's user and times.
            Command.of(
                            work,
                            "tar",
                            "--sort=name",
                            "--owner=0",
                            "--group=0",
                            "--numeric-owner",
                            "--mtime=2026-01-01T00:00:00Z",
                            "--use-compress-program=gzip -n9",
                            "-cf",
                            archive.toString(),
                            top)
                    .run("tar");
            return archive;
        } catch (IOException e) {
            throw new BuildFailure("cannot write " + archive + ": " + e, e);
        }
    }
}

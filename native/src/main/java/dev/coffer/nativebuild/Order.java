package dev.coffer.nativebuild;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is to be built.
 *
 * @param root the repository's top folder
 * @param targets what is wanted
 * @param release optimize for speed rather than for a short build
 * @param strict no JVM delivery in the place of a native one that cannot be built
 * @param graalvm use an installed GraalVM even where the builder from Maven Central would do
 */
record Order(Path root, Set<Target> targets, boolean release, boolean strict, boolean graalvm) {
    enum Target {
        /** {@code dist/bin}: native where possible. */
        PROGRAM,
        /** {@code dist/jvm}: always for the JVM. */
        JVM,
        /** {@code dist/coffer-<os>-<arch>.tar.gz}: the program with its licences. */
        ARCHIVE
    }

    static final String USAGE = "usage: build [--release] [--strict] [--graalvm] program|jvm|archive ...";

    /** Reads the repository's folder and the words of the command line. */
    static Order of(String... words) throws BuildFailure {
        Set<Target> targets = EnumSet.noneOf(Target.class);
        boolean release = false;
        boolean strict = false;
        boolean graalvm = false;
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "--release" -> release = true;
                case "--strict" -> strict = true;
                case "--graalvm" -> graalvm = true;
                case "program" -> targets.add(Target.PROGRAM);
                case "jvm" -> targets.add(Target.JVM);
                case "archive" -> targets.add(Target.ARCHIVE);
                default -> throw new BuildFailure("unknown word " + words[i] + "; " + USAGE);
            }
        }
        if (targets.isEmpty()) {
            throw new BuildFailure(USAGE);
        }
        return new Order(Path.of(words[0]).toAbsolutePath().normalize(), targets, release, strict, graalvm);
    }
}

package dev.coffer.nativebuild;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The native-image builder as it comes from Maven Central.
 *
 * @param all every jar
 */
record BuilderJars(List<Path> all) {
    /** What the builder reaches into. Modules that a JDK lacks are left out. */
    private static final List<String> OPENED = List.of(
            "java.base",
            "java.desktop",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.net.http",
            "java.rmi",
            "java.security.jgss",
            "java.xml",
            "jdk.attach",
            "jdk.internal.jvmstat",
            "jdk.internal.vm.ci",
            "jdk.jartool",
            "jdk.jfr",
            "jdk.management",
            "jdk.zipfs");

    /** The compiler replaces the JDK's module of the same name, so it goes on the upgrade module path. */
    List<Path> upgrade() {
        return all.stream().filter(BuilderJars::replacesJdkModule).toList();
    }

    List<Path> modules() {
        return all.stream().filter(jar -> !replacesJdkModule(jar)).toList();
    }

    /** The jar that holds the runtime and the builder. */
    Path svm() throws BuildFailure {
        for (Path jar : all) {
            if (jar.getFileName().toString().matches("svm-\\d.*")) {
                return jar;
            }
        }
        throw new BuildFailure("no svm jar among " + all);
    }

    /** The lines of an argument file that opens the JDK's packages to the builder, two options a line. */
    List<String> openings() {
        TreeSet<String> builders = new TreeSet<>();
        builders.add("ALL-UNNAMED");
        for (ModuleReference module : ModuleFinder.of(all.toArray(Path[]::new)).findAll()) {
            builders.add(module.descriptor().name());
        }
        String to = String.join(",", builders);
        List<String> lines = new ArrayList<>();
        for (String module : OPENED) {
            ModuleFinder.ofSystem().find(module).ifPresent(found -> packages(found)
                    .forEach(name -> lines.add(
                            "--add-exports=%1$s/%2$s=%3$s --add-opens=%1$s/%2$s=%3$s".formatted(module, name, to))));
        }
        return lines;
    }

    private static Stream<String> packages(ModuleReference module) {
        return module.descriptor().packages().stream().sorted();
    }

    private static boolean replacesJdkModule(Path jar) {
        String name = jar.getFileName().toString();
        return name.startsWith("compiler-") || name.startsWith("truffle-compiler-");
    }
}

package dev.coffer.nativebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    Path folder;

    @Test
    void linux_with_glibc_and_a_compiler_has_no_obstacle() throws IOException {
        tools("cc", "nm", "strip");
        assertThat(machine("linux", "x86_64", false).obstacle()).isEmpty();
    }

    @Test
    void gcc_is_as_good_as_cc() throws IOException {
        tools("gcc", "nm", "strip");
        assertThat(machine("linux", "x86_64", false).obstacle()).isEmpty();
    }

    @Test
    void what_is_missing_is_named() throws IOException {
        tools("cc", "nm", "strip");
        assertThat(machine("linux", "aarch64", false).obstacle())
                .get()
                .asString()
                .contains("linux-aarch64");
        assertThat(machine("darwin", "x86_64", false).obstacle())
                .get()
                .asString()
                .contains("darwin-x86_64");
        assertThat(machine("linux", "x86_64", true).obstacle()).get().asString().contains("musl");
        Files.delete(folder.resolve("strip"));
        assertThat(machine("linux", "x86_64", false).obstacle())
                .get()
                .asString()
                .contains("no strip on PATH");
        Files.delete(folder.resolve("cc"));
        assertThat(machine("linux", "x86_64", false).obstacle())
                .get()
                .asString()
                .contains("no C compiler");
    }

    @Test
    void native_image_is_found_in_GRAALVM_HOME_then_JAVA_HOME_then_on_PATH() throws IOException {
        Path onPath = Scripts.write(folder.resolve("native-image"), "#!/bin/sh\n");
        Path ofJava = Scripts.write(folder.resolve("java/bin/native-image"), "#!/bin/sh\n");
        Path ofGraalVm = Scripts.write(folder.resolve("graalvm/bin/native-image"), "#!/bin/sh\n");
        assertThat(machine(Map.of("GRAALVM_HOME", home("graalvm"), "JAVA_HOME", home("java")))
                        .nativeImage())
                .contains(ofGraalVm);
        assertThat(machine(Map.of("JAVA_HOME", home("java"))).nativeImage()).contains(ofJava);
        assertThat(machine(Map.of("GRAALVM_HOME", home("nowhere"))).nativeImage())
                .contains(onPath);
        Files.delete(onPath);
        assertThat(machine(Map.of()).nativeImage()).isEmpty();
    }

    private String home(String name) {
        return folder.resolve(name).toString();
    }

    private void tools(String... names) throws IOException {
        for (String name : names) {
            Scripts.write(folder.resolve(name), "#!/bin/sh\n");
        }
    }

    private Machine machine(String os, String architecture, boolean musl) {
        return new Machine(os, architecture, musl, List.of(folder), Map.of(), folder);
    }

    private Machine machine(Map<String, String> environment) {
        return new Machine("linux", "x86_64", false, List.of(folder), environment, folder);
    }
}

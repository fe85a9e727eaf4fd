package dev.coffer.nativebuild;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuilderHeadersTest {
    @TempDir
    Path folder;

    @Test
    void the_structure_of_each_architecture_has_one_byte_for_each_accessor_of_the_builders_class() throws Exception {
        Path svm = folder.resolve("svm.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(svm))) {
            add(zip, "amd64/AMD64", "fSSE2", "fAVX");
            add(zip, "riscv64/RISCV64", "fV");
        }
        BuilderHeaders.write(svm, folder);
        assertThat(folder.resolve("include/amd64cpufeatures.h"))
                .content()
                .contains("char fAVX;\n    char fSSE2;\n} CPUFeatures;");
        assertThat(folder.resolve("include/riscv64cpufeatures.h")).content().contains("char fV;");
        assertThat(folder.resolve("include/svm_locale.h")).content().contains("svm_locale_props_t");
    }

    private static void add(ZipOutputStream zip, String architecture, String... accessors) throws IOException {
        String name = "com/oracle/svm/core/" + architecture + "LibCHelper$CPUFeatures";
        zip.putNextEntry(new ZipEntry(name + ".class"));
        zip.write(ClassFile.of().build(ClassDesc.ofInternalName(name), type -> {
            type.withFlags(ClassFile.ACC_INTERFACE | ClassFile.ACC_ABSTRACT);
            for (String accessor : accessors) {
                type.withMethod(
                        accessor,
                        MethodTypeDesc.of(CD_boolean),
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_ABSTRACT,
                        method -> {});
            }
        }));
    }
}

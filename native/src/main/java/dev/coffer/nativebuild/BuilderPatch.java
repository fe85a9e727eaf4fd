package dev.coffer.nativebuild;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Replaces the one builder class that insists on a native library of a GraalVM distribution: it measures the terminal
 * for the progress report, which goes to a log file here.
 */
final class BuilderPatch {
    private static final int COLUMNS = 100;
    private static final long UNKNOWN_MEMORY = -1;

    private BuilderPatch() {}

    /** Writes the class into a folder for {@code --patch-module org.graalvm.nativeimage.builder=folder}. */
    static void write(Path folder) throws BuildFailure {
        ClassDesc reporter = ClassDesc.of("com.oracle.svm.hosted.ProgressReporterCHelper");
        int flags = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
        byte[] bytes = ClassFile.of().build(reporter, type -> {
            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
            for (String name : new String[] {"getTerminalWindowColumnsClamped", "getTerminalWindowColumns"}) {
                type.withMethodBody(name, MethodTypeDesc.of(CD_int), flags, code -> code.loadConstant(COLUMNS)
                        .ireturn());
            }
            type.withMethodBody(
                    "getPeakRSS", MethodTypeDesc.of(CD_long), flags, code -> code.loadConstant(UNKNOWN_MEMORY)
                            .lreturn());
        });
        try {
            Path file = folder.resolve("com/oracle/svm/hosted/ProgressReporterCHelper.class");
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new BuildFailure("cannot write the builder's patch: " + e.getMessage(), e);
        }
    }
}

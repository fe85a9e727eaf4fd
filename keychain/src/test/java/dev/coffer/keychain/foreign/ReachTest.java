package dev.coffer.keychain.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A native executable has no {@code java.lang.foreign}: the one way there is through the two classes with open(). */
class ReachTest {
    private static final Set<String> WAYS_IN =
            Set.of("dev/coffer/keychain/osxkeychain/SecurityFramework", "dev/coffer/keychain/wincred/Advapi32");

    @Test
    void nothing_but_the_two_ways_in_leads_to_foreign_calls() throws IOException {
        Map<String, Set<String>> named = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("target/classes/dev"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".class")).toList()) {
                named.put(
                        file.toString().replaceAll("^target/classes/|\\.class$", ""),
                        classesIn(Files.readAllBytes(file)));
            }
        }

        Set<String> foreign = new TreeSet<>();
        for (boolean more = true; more; ) {
            more = false;
            for (Map.Entry<String, Set<String>> one : named.entrySet()) {
                boolean leads = one.getValue().stream()
                        .anyMatch(name -> name.startsWith("java/lang/foreign/")
                                || (foreign.contains(name) && !WAYS_IN.contains(name)));
                more |= leads && foreign.add(one.getKey());
            }
        }

        assertThat(foreign)
                .containsAll(WAYS_IN)
                .allMatch(name -> name.startsWith("dev/coffer/keychain/foreign/")
                        || name.startsWith("dev/coffer/keychain/osxkeychain/SecurityFramework")
                        || name.startsWith("dev/coffer/keychain/osxkeychain/CoreFoundation")
                        || name.startsWith("dev/coffer/keychain/wincred/Advapi32")
                        || name.startsWith("dev/coffer/keychain/wincred/CredentialStruct"));
        named.keySet().removeAll(foreign);
        assertThat(named.values()).allSatisfy(names -> assertThat(names).doesNotContainAnyElementsOf(WAYS_IN));
    }

    private static Set<String> classesIn(byte[] classFile) {
        Set<String> names = new TreeSet<>();
        for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
            if (entry instanceof ClassEntry named) {
                names.add(named.asInternalName());
            }
        }
        return names;
    }
}

package dev.coffer.platform.places;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswdTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a:x:7:7::/home/a:/bin/sh                 ; /home/a
            a:x:8:7::/home/a:/bin/sh                 ;
            a:x:07:7::/home/a:/bin/sh                ;
            a:x:7:7::/home/a                         ; /home/a
            a:x:7:7:                                 ;
            a:x:7:7::relative:/bin/sh                ;
            a:x:7:7:::/bin/sh                        ;
            +::7:7::/nis:                            ; /nis
            #a:x:8:7::/no:|a:x:7:7::/yes:            ; /yes
            a:x:7:7::/first:|b:x:7:7::/second:       ; /first
            """)
    void theHomeOfUserSeven(String lines, String home) {
        assertThat(new Passwd(lines.replace('|', '\n')).homeOf(7).map(Path::toString))
                .isEqualTo(java.util.Optional.ofNullable(home));
    }

    @ParameterizedTest
    @CsvSource({"-1, 4294967295", "-2, 4294967294"})
    void theHighestNumbersAreUnsigned(int uid, String written) {
        assertThat(new Passwd("a:x:" + written + ":1::/home/a:").homeOf(uid)).hasValue(Path.of("/home/a"));
    }

    @Property(tries = 500)
    void anyTextGivesAnAbsoluteFolderOrNothing(@ForAll("almostPasswd") String text, @ForAll int uid) {
        assertThat(new Passwd(text).homeOf(uid).map(Path::isAbsolute).orElse(true))
                .isTrue();
        assertThat(new Passwd(text).homeOf(7).map(Path::isAbsolute).orElse(true))
                .isTrue();
    }

    @Property(tries = 200)
    void everyEntryOfAWellFormedFileIsFound(@ForAll("uids") List<Integer> uids) {
        StringBuilder text = new StringBuilder();
        for (int uid : uids) {
            text.append("u:x:%s:1:,,,:/home/%s:/bin/sh%n".formatted(Integer.toUnsignedString(uid), uid));
        }
        for (int uid : uids) {
            assertThat(new Passwd(text.toString()).homeOf(uid)).hasValue(Path.of("/home/" + uid));
        }
    }

    @Provide
    Arbitrary<String> almostPasswd() {
        return Arbitraries.strings().withChars(":::::\n/a7x\0\u00e9\ud800").ofMaxLength(200);
    }

    @Provide
    Arbitrary<List<Integer>> uids() {
        return Arbitraries.integers().list().ofMaxSize(20);
    }
}

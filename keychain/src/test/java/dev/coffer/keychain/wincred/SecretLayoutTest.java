package dev.coffer.keychain.wincred;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.api.Kind;
import dev.coffer.api.SecretId;
import dev.coffer.api.StoreException;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLayoutTest {
    @ParameterizedTest
    @CsvSource({
        "team/app,       coffer:secret:team/app",
        "Team/APP,       coffer:secret:^team/^a^p^p",
        "host:5000/a_2f, coffer:secret:host:5000/a_2f",
    })
    void a_target_name_tells_upper_case_from_lower_case(String id, String target) {
        assertThat(SecretLayout.target(new SecretId(id))).isEqualTo(target);
        assertThat(SecretLayout.id(target)).contains(new SecretId(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "coffer:secret:",
                "coffer:secret:a//b",
                "coffer:secret:^",
                "coffer:secret:^^a",
                "coffer:secret:^1",
                "coffer:secret:A",
                "coffer:chunk:a",
                "team/app"
            })
    void other_target_names_are_no_secrets(String target) {
        assertThat(SecretLayout.id(target)).isEmpty();
    }

    @Property
    void any_target_name_is_a_secrets_or_not(@ForAll String text) {
        SecretLayout.id("coffer:secret:" + text)
                .ifPresent(id -> assertThat(SecretLayout.target(id)).isEqualTo("coffer:secret:" + text));
    }

    @Property
    void two_ids_never_share_a_target_name_of_any_case(
            @ForAll @NotEmpty @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c') @Chars('.') String one,
            @ForAll @NotEmpty @CharRange(from = 'A', to = 'C') @CharRange(from = 'a', to = 'c') @Chars('.')
                    String other) {
        boolean sameTarget = SecretLayout.target(new SecretId(one))
                .toUpperCase(Locale.ROOT)
                .equals(SecretLayout.target(new SecretId(other)).toUpperCase(Locale.ROOT));

        assertThat(sameTarget).isEqualTo(one.equals(other));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 250, 253, 254, 255, 256, 600, 15_356})
    void metadata_are_cut_into_attributes(int length) throws StoreException {
        Map<String, String> metadata = Map.of("k", "x".repeat(length));
        WinCredential credential = SecretLayout.credential(new SecretId("a"), metadata);

        assertThat(credential.attributes().values())
                .allSatisfy(value -> assertThat(value.length).isLessThanOrEqualTo(CredentialManager.MAX_ATTRIBUTE));
        assertThat(credential.attributes()).hasSizeLessThan(CredentialManager.MAX_ATTRIBUTES);
        assertThat(SecretLayout.metadata(credential)).contains(metadata);
    }

    @Test
    void metadata_without_room_are_refused_with_the_reason() {
        assertThatThrownBy(() -> SecretLayout.credential(new SecretId("a"), Map.of("k", "x".repeat(15_358))))
                .isInstanceOfSatisfying(StoreException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(failure).hasMessageContaining("15360 bytes");
                });
    }
}

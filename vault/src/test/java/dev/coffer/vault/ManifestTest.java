package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.vault.files.DamagedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    @Test
    void the_file_is_read_back() throws DamagedException {
        Manifest manifest = new Manifest("age1xyz", Optional.empty(), "0123");

        assertThat(new String(manifest.encode(), StandardCharsets.UTF_8))
                .isEqualTo("coffer-vault 1\nrecipient age1xyz\nlocator 0123\n");
        assertThat(Manifest.parse(manifest.encode())).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "coffer-vault 1",
                "coffer-vault 1\nrecipient a\nlocator b",
                "coffer-vault 1\nlocator b\nrecipient a\n",
                "coffer-vault 1\nrecipient a\nlocator b\nmore\n",
                "hello\nrecipient a\nlocator b\n",
            })
    void anything_else_is_damaged(String text) {
        assertThatThrownBy(() -> Manifest.parse(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DamagedException.class)
                .hasMessage("is not the manifest of a vault");
    }

    @Test
    void during_a_rotation_the_former_recipient_is_kept() throws DamagedException {
        Manifest manifest = new Manifest("age1old", Optional.empty(), "0123").beginning("age1new");

        assertThat(new String(manifest.encode(), StandardCharsets.UTF_8))
                .isEqualTo("coffer-vault 1\nrecipient age1new\nformer age1old\nlocator 0123\n");
        assertThat(Manifest.parse(manifest.encode())).isEqualTo(manifest);
        assertThat(manifest.recipients()).containsExactly("age1new", "age1old");
        assertThat(manifest.finished().recipients()).containsExactly("age1new");
    }

    @Test
    void another_version_is_told_from_damage() {
        assertThat(Manifest.isOfAnotherVersion("coffer-vault 2\n".getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(Manifest.isOfAnotherVersion("coffer-vault 1\nnonsense".getBytes(StandardCharsets.UTF_8)))
                .isFalse();
        assertThat(Manifest.isOfAnotherVersion(new byte[0])).isFalse();
    }
}

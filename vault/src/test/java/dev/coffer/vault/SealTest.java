package dev.coffer.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.age.Age;
import dev.coffer.age.X25519Identity;
import dev.coffer.vault.files.DamagedException;
import dev.coffer.vault.keys.HeldKeys;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final String NAME = "0123456789abcdef0123456789abcdef01234567.age";
    private static final byte[] RECORD = {1, 2, 3};

    private final X25519Identity identity = X25519Identity.generate();
    private final Seal seal = seal(identity);

    private static Seal seal(X25519Identity identity) {
        HeldKeys keys = HeldKeys.of(List.of(identity));
        return new Seal(keys, List.of(keys.current()));
    }

    @Property(tries = 100)
    void what_was_sealed_can_be_opened(@ForAll @Size(max = 1000) byte[] record) throws Exception {
        assertThat(seal.open(NAME, seal.close(NAME, record))).isEqualTo(record);
    }

    @Test
    void a_file_under_another_name_is_refused() throws Exception {
        byte[] file = seal.close(NAME, RECORD);

        assertThatThrownBy(() -> seal.open("f" + NAME.substring(1), file))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("forged, or was moved");
    }

    @Test
    void a_file_that_somebody_made_with_the_public_recipient_is_refused() throws Exception {
        byte[] genuine = Age.decryptWith(identity).decrypt(seal.close(NAME, RECORD));
        byte[] changed = genuine.clone();
        changed[40] ^= 1;

        for (byte[] box : new byte[][] {new byte[0], new byte[31], new byte[32], new byte[256], changed}) {
            byte[] forged = Age.encryptTo(identity.recipient()).encrypt(box);
            assertThatThrownBy(() -> seal.open(NAME, forged))
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("is forged");
        }
        assertThat(seal.open(NAME, Age.encryptTo(identity.recipient()).encrypt(genuine)))
                .isEqualTo(RECORD);
    }

    @Test
    void a_file_for_another_identity_is_named_as_such() throws Exception {
        try (Seal other = seal(X25519Identity.generate())) {
            byte[] file = other.close(NAME, RECORD);

            assertThatThrownBy(() -> seal.open(NAME, file))
                    .isInstanceOf(DamagedException.class)
                    .hasMessage("is encrypted for another identity");
        }
    }

    @Test
    void a_file_that_is_cut_off_or_changed_anywhere_is_refused() throws Exception {
        byte[] file = seal.close(NAME, RECORD);
        Random random = new Random(7);
        for (int at = 0; at < file.length; at += 1 + random.nextInt(8)) {
            byte[] cut = Arrays.copyOf(file, at);
            byte[] flipped = file.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> seal.open(NAME, cut)).isInstanceOf(DamagedException.class);
            assertThatThrownBy(() -> seal.open(NAME, flipped)).isInstanceOf(DamagedException.class);
        }
    }

    @Test
    void the_size_of_a_file_tells_the_size_of_its_record_by_the_quarter_of_a_kibibyte_only() throws Exception {
        Set<Integer> sizes = new HashSet<>();
        for (int length = 0; length <= 220; length++) {
            sizes.add(seal.close(NAME, new byte[length]).length);
        }
        assertThat(sizes).hasSize(1);
        assertThat(seal.close(NAME, new byte[221])).hasSize(sizes.iterator().next() + 256);
    }

    @Test
    void two_seals_of_the_same_record_differ() throws Exception {
        assertThat(seal.close(NAME, RECORD)).isNotEqualTo(seal.close(NAME, RECORD));
    }
}

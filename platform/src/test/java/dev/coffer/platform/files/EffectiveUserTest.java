package dev.coffer.platform.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.platform.Needs;
import dev.coffer.platform.process.ChildProcess;
import dev.coffer.platform.process.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EffectiveUserTest {
    @Test
    void weAreTheUserThatTheSystemSaysWeAre() throws Exception {
        Outcome outcome = new ChildProcess(Path.of(Needs.program("id")), "-u").run();
        String uid = new String(((Outcome.Finished) outcome).output(), StandardCharsets.UTF_8).strip();
        assertThat(Integer.toUnsignedString(EffectiveUser.uid())).isEqualTo(uid);
        assertThat(EffectiveUser.isRoot()).isEqualTo(uid.equals("0"));
    }
}

package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keystores there are, and how one is chosen. */
class KeystoreChoiceTest {
    private static final String SETTINGS = ".config/coffer/config.yaml";

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Test
    void onABareMachineOnlyTheVaultIsUsableAndTheReasonsAreSaid() {
        var before = user.picture();
        assertThat(line("vault").getBoolean("usable")).isTrue();
        assertThat(line("vault").getBoolean("chosen")).isTrue();
        assertThat(line("secretservice").getBoolean("usable")).isFalse();
        assertThat(line("secretservice").getString("reason")).contains("session bus");
        assertThat(line("pass").getBoolean("usable")).isFalse();
        assertThat(line("pass").getString("reason"))
                .contains(user.path(".password-store").toString())
                .contains("not set up");
        assertThat(user.coffer("stores").succeeded().out().lines())
                .anyMatch(line -> line.matches("vault +yes +yes +.+"))
                .anyMatch(line -> line.matches("secretservice +no +.*session bus.*"))
                .anyMatch(line -> line.matches("pass +no +.*not set up.*"));
        assertThat(user.picture()).as("looking creates nothing").isEqualTo(before);
    }

    @Test
    void aBusWithoutAKeyringIsNotEnough() throws IOException {
        try (Desktop _ = Desktop.withoutKeyring(user)) {
            assertThat(line("secretservice").getBoolean("usable")).isFalse();
            assertThat(line("secretservice").getString("reason")).contains("secret service");
        }
    }

    @Test
    void onADesktopWithAPasswordStoreAllAreUsable() throws Exception {
        try (Desktop _ = Desktop.start(user)) {
            PassStore.create(user);
            PassStore.stop(user);
            var before = user.picture();
            for (String store : List.of("vault", "secretservice", "pass")) {
                assertThat(isUsable(store)).as(store).isTrue();
            }
            assertThat(user.picture())
                    .as("nothing is started, gpg-agent neither")
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secretservice", "pass"})
    void whatCannotBeUsedIsRefusedWithTheRemedyAndNothingIsWritten(String store) {
        var before = user.picture();
        assertThat(user.coffer("config", "set", "store", store).failed().err())
                .contains(store + " cannot be used here")
                .contains(store.equals("pass") ? "pass init" : "DBUS_SESSION_BUS_ADDRESS");
        assertThat(user.coffer("setup", "--store", store).failed().err()).contains(store + " cannot be used here");
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void anUnknownStoreIsRefusedWithTheNamesThereAre() {
        var before = user.picture();
        assertThat(user.coffer("config", "set", "store", "nonsense").failed().err())
                .contains("nonsense")
                .contains("vault, secretservice, pass");
        user.coffer("setup", "--store", "nonsense").failed();
        user.coffer("config", "set", "nonsense", "vault").failedWith(2);
        user.coffer("config", "set", "prompt", "nonsense").failed();
        assertThat(user.picture()).isEqualTo(before);
    }

    @Test
    void theChoiceIsWrittenDownBesideWhatTheFileHolds() {
        PassStore.create(user);
        user.write(SETTINGS, "# mine\nprompt: never\n");
        assertThat(user.coffer("config", "set", "store", "pass").succeeded().out())
                .contains("pass");
        assertThat(user.read(SETTINGS)).startsWith("# mine\n").contains("prompt: never\n", "store: pass\n");
        assertThat(line("pass").getBoolean("chosen")).isTrue();
        assertThat(line("vault").getBoolean("chosen")).isFalse();
        String written = user.read(SETTINGS);
        assertThat(user.coffer("config", "set", "store", "pass").succeeded().out())
                .contains("as before");
        assertThat(user.read(SETTINGS)).isEqualTo(written);
        PassStore.stop(user);
    }

    @Test
    void aChoiceTellsOfTheLoginsThatStayBehind() {
        PassStore.create(user);
        user.store("registry.example", "ada", "s3cret");
        assertThat(user.coffer("config", "set", "store", "pass").succeeded().all())
                .contains("coffer migrate --from vault --to pass");
        user.assertNotFound("registry.example");
        user.coffer("config", "set", "store", "vault").succeeded();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("s3cret");
        PassStore.stop(user);
    }

    @Test
    void setupTakesTheKeyringOfADesktopWhenItMayChoose() throws Exception {
        try (Desktop _ = Desktop.start(user)) {
            user.coffer("setup", "--store", "auto").succeeded();
            assertThat(line("secretservice").getBoolean("chosen")).isTrue();
            user.store("registry.example", "ada", "s3cret");
            assertThat(user.run(List.of("secret-tool", "lookup", "docker_cli", "1", "server", "registry.example"))
                            .succeeded()
                            .out())
                    .isEqualTo("s3cret");
        }
    }

    @Test
    void setupTakesTheVaultOnABareMachineWhenItMayChoose() {
        user.coffer("setup", "--store", "auto").succeeded();
        assertThat(line("vault").getBoolean("chosen")).isTrue();
        user.store("registry.example", "ada", "s3cret");
        assertThat(Tree.files(user.data())).isNotEmpty();
    }

    @Test
    void aChosenStoreThatIsGoneIsAnErrorAndNotADifferentStore() throws Exception {
        try (Desktop desktop = Desktop.start(user)) {
            user.coffer("config", "set", "store", "secretservice").succeeded();
            user.store("registry.example", "ada", "s3cret");
            desktop.stopBus();
            assertThat(user.assertRefused("registry.example").err())
                    .contains("session bus")
                    .contains("DBUS_SESSION_BUS_ADDRESS");
            user.helper("store", Sandbox.storeRequest("other.example", "ada", "s3cret"))
                    .failed();
            user.helper("erase", "registry.example").failed();
            user.helper("list", "").failed();
            user.coffer("list").failed();
            assertThat(user.picture().keySet())
                    .as("no vault was made in its place")
                    .noneMatch(path -> path.contains("vault"));
        }
    }

    @Test
    void aStoreUnknownToThisVersionIsNamedByEveryCommand() {
        user.write(SETTINGS, "store: nonsense\n");
        assertThat(user.assertRefused("registry.example").out()).contains("nonsense");
        assertThat(user.coffer("list").failed().err()).contains("nonsense").contains("vault, secretservice, pass");
    }

    private boolean isUsable(String store) {
        return line(store).getBoolean("usable");
    }

    /** A probe has 40 ms. A cold JVM or a busy machine may need them for itself, and is asked again. */
    private JsonObject line(String store) {
        JsonObject line = lineOfOneTry(store);
        for (int tries = 1; tries < 20 && line.getString("reason", "").contains("did not answer within"); tries++) {
            line = lineOfOneTry(store);
        }
        return line;
    }

    private JsonObject lineOfOneTry(String store) {
        return lines().stream()
                .map(JsonObject.class::cast)
                .filter(line -> store.equals(line.getString("store")))
                .findFirst()
                .orElseThrow();
    }

    private JsonArray lines() {
        Result result = user.coffer("stores", "--json").succeeded();
        try {
            return JsonParser.array().from(result.out());
        } catch (JsonParserException e) {
            throw new AssertionError("no JSON array from " + result, e);
        }
    }
}

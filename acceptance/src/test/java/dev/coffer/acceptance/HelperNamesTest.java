package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Called by the name of Docker's helper for a keystore, Coffer is that helper: the same answers, byte for byte. */
@ParameterizedClass
@ValueSource(strings = {"secretservice", "pass"})
class HelperNamesTest {
    private static final String ADA = Sandbox.storeRequest("https://registry.example/v1/", "a<d>a", "p&\u00e4\n\"x\"");

    @RegisterExtension
    final Sandbox user = new Sandbox();

    @Parameter
    @SuppressWarnings("NullAway.Init")
    private String store;

    @SuppressWarnings("NullAway.Init")
    private Desktop desktop;

    @SuppressWarnings("NullAway.Init")
    private Path ours;

    @BeforeEach
    void link() throws Exception {
        Peers.require("docker-credential-" + store);
        desktop = Desktop.start(user);
        PassStore.create(user);
        ours = Files.createDirectories(user.path("bin")).resolve("docker-credential-" + store);
        Files.createSymbolicLink(ours, user.delivery().program("coffer"));
    }

    @AfterEach
    void end() {
        PassStore.stop(user);
        desktop.close();
    }

    /** One call of a helper. */
    private record Call(String action, String stdin) {}

    @Test
    void aLifeOfACredentialReadsTheSame() {
        List<Call> life = List.of(
                new Call("list", ""),
                new Call("store", ADA),
                new Call("get", "https://registry.example/v1/"),
                new Call("get", "https://registry.example/v1/\n"),
                new Call("list", ""),
                new Call("store", Sandbox.storeRequest("other.example", "bob", "s3cret")),
                new Call("get", "other.example"),
                new Call("list", ""),
                new Call("store", Sandbox.storeRequest("other.example", "bob", "another")),
                new Call("get", "other.example"),
                new Call("erase", "other.example"),
                new Call("erase", "https://registry.example/v1/"),
                new Call("list", ""));
        List<String> theirs = life.stream().map(call -> answer(peer(), call)).toList();
        List<String> here = life.stream().map(call -> answer(ours, call)).toList();
        assertThat(here).isEqualTo(theirs);
    }

    @Test
    void wrongInputIsRefusedInTheSameWords() {
        for (Call wrong : List.of(
                new Call("get", ""),
                new Call("erase", ""),
                new Call("store", "{}"),
                new Call("store", "{\"ServerURL\":\"registry.example\",\"Username\":\"\",\"Secret\":\"x\"}"))) {
            assertThat(answer(ours, wrong)).isEqualTo(answer(peer(), wrong));
        }
    }

    @Test
    void eitherAnswersForTheOther() {
        run(peer(), new Call("store", ADA)).succeeded();
        assertThat(answer(ours, new Call("get", "https://registry.example/v1/")))
                .isEqualTo(answer(peer(), new Call("get", "https://registry.example/v1/")));
        run(ours, new Call("erase", "https://registry.example/v1/")).succeeded();
        assertThat(run(peer(), new Call("list", "")).succeeded().out()).isEqualTo("{}\n");

        run(ours, new Call("store", ADA)).succeeded();
        assertThat(answer(peer(), new Call("list", ""))).isEqualTo(answer(ours, new Call("list", "")));
        run(peer(), new Call("erase", "https://registry.example/v1/")).succeeded();
        assertThat(run(ours, new Call("list", "")).succeeded().out()).isEqualTo("{}\n");
    }

    /** Debian's helper for pass answers with empty strings, and fails to erase what is not there. */
    @Test
    void whatIsNotThereIsNotFoundAndErasedWithoutAnError() {
        Result absent = run(ours, new Call("get", "registry.example")).failed();
        assertThat(absent.out()).isEqualTo("credentials not found in native keychain\n");
        assertThat(absent.err()).isEmpty();
        assertThat(run(ours, new Call("erase", "registry.example")).succeeded().all())
                .isEmpty();
    }

    @Test
    void addressesAreComparedCharacterByCharacter() {
        run(ours, new Call("store", ADA)).succeeded();
        run(ours, new Call("get", "registry.example")).failed();
        run(ours, new Call("get", "https://registry.example/v1")).failed();
        run(ours, new Call("get", "https://registry.example/v1/team")).failed();
        run(ours, new Call("erase", "registry.example")).succeeded();
        run(ours, new Call("get", "https://registry.example/v1/")).succeeded();
    }

    @Test
    void theChosenStoreAndTheVaultHaveNoPartInIt() {
        user.store("registry.example", "ada", "in the vault");
        run(ours, new Call("get", "registry.example")).failed();
        run(ours, new Call("store", Sandbox.storeRequest("registry.example", "bob", "s3cret")))
                .succeeded();
        assertThat(user.get("registry.example").getString("Secret")).isEqualTo("in the vault");
    }

    @Test
    void dockerFindsItThroughAnExistingConfiguration() {
        Peers.require("docker");
        user.write(".docker/config.json", "{\"credsStore\": \"" + store + "\"}");
        user.with("PATH", user.path("bin") + ":/usr/local/bin:/usr/bin:/bin");
        run(peer(), new Call("store", Sandbox.storeRequest("registry.example", "ada", "s3cret")))
                .succeeded();
        assertThat(user.run(List.of("docker", "logout", "registry.example"))
                        .succeeded()
                        .out())
                .contains("Removing login credentials");
        assertThat(run(peer(), new Call("list", "")).succeeded().out()).isEqualTo("{}\n");
    }

    private Path peer() {
        return Path.of("/usr/bin/docker-credential-" + store);
    }

    private Result run(Path helper, Call call) {
        return user.run(call.stdin(), List.of(helper.toString(), call.action()));
    }

    private String answer(Path helper, Call call) {
        Result result = run(helper, call);
        return call + " -> " + result.exit() + " " + result.out();
    }
}
